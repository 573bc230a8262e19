/** Answers GET and HEAD for the built app, with the shell for any address that a person may navigate to. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { acceptedEncodings, wantsHtml } from './accept.ts'
import { answerText } from './answer.ts'
import { isKnownToClient } from './entity-tag.ts'
import type { RequestPath } from './request-path.ts'
import { openStaticFile, type StaticFile } from './static-files.ts'

const notBuilt =
  'The relay is running, but the app is not built here. Run "npm run build", or set GESSO_APP to the built app.\n'

export const serveApp = async (
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  { segments }: RequestPath,
): Promise<void> => {
  const encodings = acceptedEncodings(request.headers['accept-encoding'])
  const isNavigation = segments[0] !== 'assets' && wantsHtml(request.headers.accept)
  const exact = segments.length === 0 ? null : await openStaticFile(root, segments, encodings)
  const shell = exact === null && (segments.length === 0 || isNavigation)
  const file = shell ? await openStaticFile(root, ['index.html'], encodings) : exact
  // Only where a file may be missing does the answer hang on Accept. A cache that is told so of every file,
  // such as the offline shell's, no longer finds what it stored under another Accept.
  response.setHeader('Vary', exact === null ? 'Accept, Accept-Encoding' : 'Accept-Encoding')
  if (file !== null) return sendFile(file, request, response)
  if (shell) return answerText(response, 503, notBuilt)
  answerText(response, 404, 'There is nothing here.\n')
}

/** Strong, and different for each encoding, as RFC 9110 §8.8.3 asks. */
const entityTagOf = (file: StaticFile): string =>
  `"${file.sizeBytes.toString(36)}-${file.modifiedMs.toString(36)}-${file.encoding}"`

const sendFile = async (
  file: StaticFile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const entityTag = entityTagOf(file)
  response.setHeader('Cache-Control', file.cacheControl)
  response.setHeader('ETag', entityTag)
  if (isKnownToClient(request.headers['if-none-match'], entityTag)) {
    await file.handle.close()
    response.writeHead(304).end()
    return
  }
  response.setHeader('Content-Type', file.contentType)
  response.setHeader('Content-Length', file.sizeBytes)
  if (file.encoding !== 'identity') response.setHeader('Content-Encoding', file.encoding)
  response.writeHead(200)
  if (request.method === 'HEAD' || file.sizeBytes === 0) {
    await file.handle.close()
    response.end()
    return
  }
  // The size is fixed above, so a file that grows meanwhile must not write past it.
  await pipeline(file.handle.createReadStream({ end: file.sizeBytes - 1 }), response)
}
