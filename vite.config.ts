import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import type { ManifestOptions } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { appVersion } from './scripts/lib/version.mjs'
import { shareField, sharePath } from './src/service-worker/rules.ts'

const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Gesso',
  short_name: 'Gesso',
  description: 'A portfolio and a network for artists and film people that lives on their own devices.',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#ffffff',
  categories: ['photo', 'social', 'productivity'],
  icons: [
    { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: 'Add works', url: '/add', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
    { name: 'My profile', url: '/me', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
    { name: 'Settings', url: '/settings', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
  ],
  share_target: {
    action: sharePath,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: { title: 'title', text: 'text', url: 'url', files: [{ name: shareField, accept: ['image/*'] }] },
  },
}

export default defineConfig({
  plugins: [
    solid(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      includeManifestIcons: false,
      manifest,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,wasm,svg,png,ico}'],
        maximumFileSizeToCacheInBytes: 6 << 20,
        rollupFormat: 'iife',
      },
    }),
  ],
  define: { __APP_VERSION__: JSON.stringify(appVersion()) },
  worker: { format: 'es' },
  build: {
    outDir: process.env['GESSO_OUT'] ?? 'dist/app',
    emptyOutDir: true,
    // A strict policy allows neither inline scripts nor data: outside images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
