import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressible = /\.(?:js|css|html|svg|wasm|webmanifest|json|txt)$/
const minBytes = 1024
const parallel = 4

/** @param {Buffer} bytes */
const toBrotli = bytes =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })

/** @param {Buffer} bytes */
const toGzip = bytes => promisify(gzip)(bytes, { level: 9 })

/** @param {string} path */
const compressFile = async path => {
  const bytes = await readFile(path)
  if (bytes.length <= minBytes) return
  const [brotli, gzipped] = await Promise.all([toBrotli(bytes), toGzip(bytes)])
  if (brotli.length < bytes.length) await writeFile(`${path}.br`, brotli)
  if (gzipped.length < bytes.length) await writeFile(`${path}.gz`, gzipped)
}

/**
 * Writes `name.br` and `name.gz` beside every text or WASM file over 1 KB, so that the relay never
 * compresses while it serves.
 * @param {string} folder
 */
export const precompress = async folder => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
  await Promise.all(paths.filter(path => /\.(?:br|gz)$/.test(path)).map(path => rm(path)))
  const queue = paths.filter(path => compressible.test(path))
  const work = async () => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) await compressFile(path)
  }
  await Promise.all(Array.from({ length: parallel }, work))
}
