import { fileURLToPath } from 'node:url'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vite'

/** The screens over a core of prepared rows: `npx vite --config tests/support/ui-harness/vite.config.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../../.cache/ui-harness', import.meta.url)),
  plugins: [solid()],
  define: { __APP_VERSION__: JSON.stringify('harness') },
  server: { fs: { allow: [fileURLToPath(new URL('../../..', import.meta.url))] } },
})
