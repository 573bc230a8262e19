import { build } from 'vite'
import { inRoot, root } from './paths.mjs'
import { appVersion } from './version.mjs'

/**
 * Bundles our TypeScript for Node; installed packages stay outside and are imported as they are.
 * @param {Record<string, string>} entries output name → source, relative to the repository
 * @param {string} outDir relative to the repository
 * @param {{ watch?: boolean }} [options]
 */
export const buildForNode = (entries, outDir, options = {}) =>
  build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { __APP_VERSION__: JSON.stringify(appVersion()) },
    build: {
      ssr: true,
      target: 'node20',
      outDir: inRoot(outDir),
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      ...(options.watch === true ? { watch: {} } : {}),
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, inRoot(source)])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
