import type { IncomingMessage } from 'node:http'
import { err, ok, type Result } from '../../src/base/result.ts'

/**
 * The whole body, counted as it comes and not only by what its headers say. `too-large`: the rest is left
 * unread, so the connection is of no more use. Rejects when the client goes away.
 */
export const readBody = async (
  request: IncomingMessage,
  maxBytes: number,
): Promise<Result<Uint8Array, 'too-large'>> => {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return err('too-large')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) return err('too-large')
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}
