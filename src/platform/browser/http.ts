import type { Http } from '../../core/ports.ts'
import { createFetchHttp } from '../fetch-http.ts'

/** The browser's own cache would keep a second copy of every image, outside the budget. */
export const createBrowserHttp = (): Http =>
  createFetchHttp((url, init) => fetch(url, { ...init, cache: 'no-store' }))
