/** A real Chromium with one page that prepares images as the app does, served from the shipped sources. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import type { PreparedImage, PrepareProblem } from '../../../src/core/ports.ts'
import { launchChromium } from '../../support/chromium.ts'
import type { ImagesPage } from './images-page.ts'

export type PreparedInPage =
  | { readonly ok: true; readonly value: PreparedImage }
  | { readonly ok: false; readonly error: { readonly type: string; readonly problem?: PrepareProblem } }

export interface ImagesStage {
  readonly browser: Browser
  readonly page: Page
  readonly origin: string
  /** Serves bytes, without a type that would tell what they are unless one is given. Answers their path. */
  put(bytes: Uint8Array, type?: string): string
  prepare(bytes: Uint8Array, keepOriginal?: boolean): Promise<PreparedInPage>
  close(): Promise<void>
}

type Files = Map<string, { readonly type: string; readonly body: string | Uint8Array }>

export const setImagesStage = async (
  entry = fileURLToPath(new URL('images-page.ts', import.meta.url)),
): Promise<ImagesStage> => {
  const files: Files = new Map()
  const script = await bundle(entry, files)
  files.set('/', {
    type: 'text/html',
    body: `<!doctype html><script type="module" src="${script}"></script>`,
  })
  const server = await serve(files)
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.goto(origin)
  let puts = 0
  const put = (body: Uint8Array, type = 'application/octet-stream'): string => {
    const path = `/source-${puts++}`
    files.set(path, { type, body })
    return path
  }
  return {
    browser,
    page,
    origin,
    put,
    prepare: async (bytes, keepOriginal = false) => {
      const path = put(bytes)
      const prepared = await page.evaluate(
        ([url, keep]) => (window as unknown as { images: ImagesPage }).images.prepareAsText(url, keep),
        [path, keepOriginal] as const,
      )
      files.delete(path)
      return revive(prepared)
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const bundle = async (entry: string, files: Files): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { write: false, target: 'esnext', modulePreload: false, rolldownOptions: { input: entry } },
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (first === undefined || !('output' in first)) throw new Error('the bundle was not built')
  for (const file of first.output) {
    const body = file.type === 'chunk' ? file.code : file.source
    files.set(`/${file.fileName}`, { type: 'text/javascript', body })
  }
  return `/${first.output[0].fileName}`
}

const serve = async (files: Files): Promise<Server> => {
  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(url)
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': file?.type ?? 'text/plain' })
    response.end(file?.body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

const revive = (prepared: unknown): PreparedInPage => {
  const result = prepared as PreparedInPage
  if (!result.ok) return result
  const { placeholder, renditions, ...rest } = result.value
  const bytesOf = (text: unknown): Uint8Array => Uint8Array.from(Buffer.from(String(text), 'latin1'))
  return {
    ok: true,
    value: {
      ...rest,
      placeholder: Uint8Array.from(placeholder),
      renditions: renditions.map(one => ({ ...one, bytes: bytesOf(one.bytes) })),
    },
  }
}
