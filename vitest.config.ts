import { fileURLToPath } from 'node:url'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'

/** `SLOW=1` runs properties thousands of times more, so waits longer for them. */
const slow = process.env['SLOW'] === '1' ? 30 : 1

/** One vitest project per kind of proof; `scripts/test.mjs` runs e2e apart, after the build. */
const project = (name: string, timeoutMs: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`tests/${name}/**/*.test.{ts,tsx}`],
    testTimeout: timeoutMs * slow,
    hookTimeout: 30_000,
  },
})

export default defineConfig({
  plugins: [solid({ ssr: false, hot: false })],
  // The Solid plugin resolves packages as a browser would, and `ws` for browsers is a stub that throws.
  resolve: {
    alias: [
      { find: /^ws$/, replacement: fileURLToPath(new URL('node_modules/ws/wrapper.mjs', import.meta.url)) },
    ],
  },
  define: { __APP_VERSION__: JSON.stringify('test') },
  test: {
    environment: 'node',
    maxWorkers: 2,
    passWithNoTests: false,
    reporters: ['default'],
    projects: [
      project('unit', 15_000),
      project('contracts', 30_000),
      project('vectors', 30_000),
      project('properties', 60_000),
      project('scenarios', 60_000),
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
