/** The exchange of protocol/directory from the client's side, one call each; nothing is remembered here. */
import { err, ok, type Result } from '../../../base/result.ts'
import {
  decodePeopleAnswer,
  decodeReferencesAnswer,
  encodePeopleQuestion,
  encodeReferencesQuestion,
} from '../../../protocol/directory/directory.ts'
import {
  directoryLimits,
  type PeopleAnswer,
  type PeopleQuestion,
  type ReferencesAnswer,
  type ReferencesQuestion,
} from '../../../protocol/directory/directory-types.ts'
import type { Malformed } from '../../../protocol/errors.ts'
import { withAccess } from '../../blobs/relay-access.ts'
import type { HttpAnswer } from '../../ports.ts'
import type { DiscoveryDeps } from '../discovery-deps.ts'
import type { AskError } from '../discovery-types.ts'

/** `retryAfterMs`: before that it is no use. */
export type Refused = AskError & { readonly retryAfterMs: number }

export interface RelayQuestions {
  people(question: PeopleQuestion): Promise<Result<PeopleAnswer, Refused>>
  references(question: ReferencesQuestion): Promise<Result<ReferencesAnswer, Refused>>
}

const silenceMs = 20_000
/** Before whoever was not reached is asked again. */
const offlineMs = 10_000
const tooOftenMs = 60_000
const longestWaitMs = 60 * 60_000

export const createRelayQuestions = ({
  engine,
  http,
}: Pick<DiscoveryDeps, 'engine' | 'http'>): RelayQuestions => {
  const post = async (path: string, body: Uint8Array): Promise<Result<Uint8Array, Refused>> => {
    const answer = await withAccess(engine, async ({ base, token }) => {
      const said = await http.request({
        method: 'POST',
        url: `${base}${path}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cbor' },
        body,
        maxBytes: directoryLimits.answerBytes,
        timeoutMs: silenceMs,
      })
      if (!said.ok) return ok(err(said.error.type === 'unreachable' ? offline : malformed))
      return said.value.status === 401 ? err('token-needed') : ok(bodyOf(said.value))
    })
    return answer.ok ? answer.value : err(offline)
  }
  const asked = async <T>(
    path: string,
    body: Uint8Array,
    decode: (bytes: Uint8Array) => Result<T, Malformed>,
  ): Promise<Result<T, Refused>> => {
    const answer = await post(path, body)
    if (!answer.ok) return answer
    const decoded = decode(answer.value)
    return decoded.ok ? decoded : err(malformed)
  }
  return {
    people: question => asked('/directory/people', encodePeopleQuestion(question), decodePeopleAnswer),
    references: question =>
      asked('/directory/references', encodeReferencesQuestion(question), decodeReferencesAnswer),
  }
}

const offline: Refused = { type: 'offline', retryAfterMs: offlineMs }
const malformed: Refused = { type: 'malformed', retryAfterMs: tooOftenMs }

const bodyOf = (answer: HttpAnswer): Result<Uint8Array, Refused> => {
  if (answer.status === 200) return ok(answer.body)
  if (answer.status === 429) return err({ type: 'too-often', retryAfterMs: retryAfterIn(answer, tooOftenMs) })
  if (answer.status >= 500) return err({ type: 'offline', retryAfterMs: retryAfterIn(answer, offlineMs) })
  return err({ type: 'refused', retryAfterMs: tooOftenMs })
}

/** Whole seconds, as our relays say it. */
const retryAfterIn = ({ headers }: HttpAnswer, otherwiseMs: number): number => {
  const text = headers.get('retry-after') ?? ''
  return /^\d{1,5}$/.test(text) ? Math.min(Math.max(1, Number(text)) * 1_000, longestWaitMs) : otherwiseMs
}
