import type { Http } from '../../core/ports.ts'
import { createFetchHttp } from '../fetch-http.ts'

export const createNodeHttp = (): Http => createFetchHttp((url, init) => fetch(url, init))
