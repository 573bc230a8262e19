/**
 * What every answer tells a browser to allow. Scripts, styles and fonts come from this origin alone and
 * nothing is inline, so injected markup runs nothing.
 *
 * connect-src: `'self'` covers this relay. People choose their relays in the settings, and a page cannot
 * widen its own policy, so any relay reached over TLS is allowed, and a plain one on this very machine: by
 * WebSocket for documents (`wss:`), by plain requests for images (`https:`). A script that got in could therefore send out what it can read, which is why the page
 * holds no keys (docs/design/threat-model.md).
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' wss: https: ws://localhost:* ws://127.0.0.1:* http://localhost:* http://127.0.0.1:*",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  // The camera reads a person's code face to face; nothing else is ever asked for.
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}
