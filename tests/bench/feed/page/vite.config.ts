import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** The app as people get it, and beside it a page that fills its storage. */
export default defineConfig({
  root,
  plugins: [solid()],
  define: { __APP_VERSION__: JSON.stringify('bench') },
  worker: { format: 'es' },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: [`${root}/index.html`, `${root}/tests/bench/feed/page/seed.html`] },
  },
})
