/** Questions to a relay's directory, as bare as it gets. */
import {
  decodePeopleAnswer,
  decodeReferencesAnswer,
  encodePeopleQuestion,
  encodeReferencesQuestion,
} from '../../src/protocol/directory/directory.ts'
import type { PeopleAnswer, PeopleQuestion, Reference } from '../../src/protocol/directory/directory-types.ts'
import { askHttp, bearer, type HttpAnswer } from './blob-http.ts'

export interface DirectoryHttp {
  ask(path: 'people' | 'references', body: Uint8Array): Promise<HttpAnswer>
  /** Page by page; null while the relay makes its index. Throws on any other refusal. */
  people(question?: Partial<PeopleQuestion>): Promise<readonly PeopleAnswer[] | null>
  references(...keys: readonly Uint8Array[]): Promise<readonly (readonly Reference[])[] | null>
}

const everybody: PeopleQuestion = { text: '', role: '', place: '', after: null }

export const createDirectoryHttp = (port: number, token: Uint8Array | null): DirectoryHttp => {
  const headers = token === null ? {} : bearer(token)
  const ask: DirectoryHttp['ask'] = (path, body) =>
    askHttp(port, `/directory/${path}`, { method: 'POST', headers, body })
  /** The body of an answer, or null when there is none yet. */
  const answerTo = async (path: 'people' | 'references', body: Uint8Array): Promise<Uint8Array | null> => {
    const answer = await ask(path, body)
    if (answer.status === 503) return null
    if (answer.status !== 200) throw new Error(`the directory refused: ${answer.status} ${answer.error}`)
    return new Uint8Array(answer.body)
  }
  return {
    ask,
    async people(question = {}) {
      const pages: PeopleAnswer[] = []
      for (let after: Uint8Array | null = null; pages.length === 0 || after !== null;) {
        const body = await answerTo('people', encodePeopleQuestion({ ...everybody, ...question, after }))
        const page = body === null ? null : decodePeopleAnswer(body)
        if (page === null) return null
        if (!page.ok) throw new Error(`unreadable answer: ${page.error.reason}`)
        pages.push(page.value)
        after = page.value.next
      }
      return pages
    },
    async references(...keys) {
      const pages: (readonly Reference[])[] = []
      for (let after: Uint8Array | null = null; pages.length === 0 || after !== null;) {
        const body = await answerTo('references', encodeReferencesQuestion({ keys, after }))
        const page = body === null ? null : decodeReferencesAnswer(body)
        if (page === null) return null
        if (!page.ok) throw new Error(`unreadable answer: ${page.error.reason}`)
        pages.push(page.value.references)
        after = page.value.next
      }
      return pages
    },
  }
}
