import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** A page that asks a real core in a worker for a thread, and a worker that loads a document instead. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  define: { __APP_VERSION__: JSON.stringify('bench') },
  worker: { format: 'es' },
})
