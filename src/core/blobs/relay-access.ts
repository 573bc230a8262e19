/** What blobs need of the line to the relay; a sync engine has all of it. */
import { err, type Result } from '../../base/result.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { HttpAccess } from '../sync/relay-http.ts'
import type { RelayProblem } from './blob-relay.ts'

export interface RelayAccess {
  /** `https://host`, reached or not; null without a relay. */
  httpBase(): string | null
  /** Null when the line is down. */
  httpAccess(): Promise<HttpAccess | null>
  dropToken(token: string): void
  onReady(listener: () => void): () => void
  /** The relay has a document as it is now, which it had not before. */
  onAcknowledged(listener: (doc: DocId) => void): () => void
  isAcknowledged(doc: DocId): boolean
}

/** Calls with a token, and once more with another when the relay did not take the first. `offline`: there is none. */
export const withAccess = async <T>(
  relay: Pick<RelayAccess, 'httpAccess' | 'dropToken'>,
  call: (access: HttpAccess) => Promise<Result<T, RelayProblem>>,
): Promise<Result<T, RelayProblem | 'offline'>> => {
  for (let attempt = 0; attempt < 2; attempt++) {
    const access = await relay.httpAccess()
    if (access === null) return err('offline')
    const answer = await call(access)
    if (answer.ok || answer.error !== 'token-needed') return answer
    relay.dropToken(access.token)
  }
  return err('later')
}
