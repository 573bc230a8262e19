import { err } from '../../base/result.ts'
import type { Http } from '../../core/ports.ts'

/** Flight mode: nobody answers. */
export const unreachableHttp: Http = {
  request: async () => err({ type: 'unreachable' }),
}
