/** A directory that lies: the answers of a real one, changed on their way to one device. */
import { ok } from '../../src/base/result.ts'
import type { Http, HttpAnswer } from '../../src/core/ports.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import {
  decodePeopleAnswer,
  decodeReferencesAnswer,
  encodePeopleAnswer,
  encodeReferencesAnswer,
} from '../../src/protocol/directory/directory.ts'
import type { PeopleAnswer, ReferencesAnswer } from '../../src/protocol/directory/directory-types.ts'

export interface MeddlingDirectory {
  readonly http: Http
  /** What becomes of an answer; of none at all when null. */
  people: ((honest: PeopleAnswer) => PeopleAnswer) | null
  references: ((honest: ReferencesAnswer) => ReferencesAnswer) | null
  /** Instead of any answer. */
  raw: ((honest: HttpAnswer) => HttpAnswer) | null
  /** Questions so far, by what they were about. */
  readonly asked: { people: number; references: number }
}

export const createMeddlingDirectory = (): MeddlingDirectory => {
  const honest = createNodeHttp()
  const meddling: MeddlingDirectory = {
    people: null,
    references: null,
    raw: null,
    asked: { people: 0, references: 0 },
    http: {
      async request(request) {
        const answer = await honest.request(request)
        if (!request.url.includes('/directory/')) return answer
        meddling.asked[request.url.endsWith('/people') ? 'people' : 'references']++
        if (!answer.ok) return answer
        if (meddling.raw !== null) return ok(meddling.raw(answer.value))
        return answer.value.status === 200
          ? ok({ ...answer.value, body: changed(request.url, answer.value.body) })
          : answer
      },
    },
  }
  const changed = (url: string, body: Uint8Array): Uint8Array => {
    const [people, references] = [decodePeopleAnswer(body), decodeReferencesAnswer(body)]
    if (url.endsWith('/people') && people.ok && meddling.people !== null) {
      return encodePeopleAnswer(meddling.people(people.value))
    }
    if (url.endsWith('/references') && references.ok && meddling.references !== null) {
      return encodeReferencesAnswer(meddling.references(references.value))
    }
    return body
  }
  return meddling
}
