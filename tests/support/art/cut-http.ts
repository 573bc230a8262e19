/** HTTP that is cut after so many parts of uploads, as a train goes into a tunnel. */
import { err } from '../../../src/base/result.ts'
import type { Http, HttpRequest } from '../../../src/core/ports.ts'

export interface CutHttp extends Http {
  /** From now on, after so many more parts. */
  cutAfter(parts: number): void
  mend(): void
  /** What was put so far: where each part began, and what the relay said. */
  parts(): readonly { readonly url: string; readonly offset: number; readonly status: number }[]
  downloads(): number
}

export const createCutHttp = (http: Http): CutHttp => {
  let left = Infinity
  let downloads = 0
  const parts: { url: string; offset: number; status: number }[] = []
  const isPart = ({ method, url }: HttpRequest): boolean => method === 'PUT' && !url.includes('/claims/')
  return {
    async request(request) {
      if (request.method === 'GET') downloads++
      if (!isPart(request)) return left > 0 ? http.request(request) : err({ type: 'unreachable' })
      if (left-- <= 0) return err({ type: 'unreachable' })
      const answer = await http.request(request)
      const offset = Number(request.headers['upload-offset'] ?? 0)
      parts.push({ url: request.url, offset, status: answer.ok ? answer.value.status : 0 })
      return answer
    },
    cutAfter(count) {
      left = count
    },
    mend() {
      left = Infinity
    },
    parts: () => parts,
    downloads: () => downloads,
  }
}
