/** HTTP that is cut in the middle of an upload, as when a train goes into a tunnel. */
import { err } from '../../../src/base/result.ts'
import type { Http, HttpRequest } from '../../../src/core/ports.ts'

/** One part of an upload that the relay has answered. */
export interface SentPart {
  readonly url: string
  readonly offset: number
  readonly status: number
}

export interface CutHttp extends Http {
  /** As soon as such a part has been answered, nobody is reached any more. */
  cutAfter(isIt: (part: SentPart) => boolean): void
  isCut(): boolean
  mend(): void
  parts(): readonly SentPart[]
}

export const createCutHttp = (http: Http): CutHttp => {
  const parts: SentPart[] = []
  let isIt: (part: SentPart) => boolean = () => false
  let isCut = false
  const note = ({ url, headers }: HttpRequest, status: number): void => {
    const part = { url, offset: Number(headers['upload-offset'] ?? 0), status }
    parts.push(part)
    if (isIt(part)) isCut = true
  }
  return {
    async request(request) {
      if (isCut) return err({ type: 'unreachable' })
      const answer = await http.request(request)
      const isPart = request.method === 'PUT' && !request.url.includes('/claims/')
      if (isPart) note(request, answer.ok ? answer.value.status : 0)
      return answer
    },
    cutAfter(next) {
      isIt = next
    },
    isCut: () => isCut,
    mend() {
      isIt = () => false
      isCut = false
    },
    parts: () => parts,
  }
}
