export const documentStore = 'bench-document'
export const documentKey = 'document'

export interface Opened {
  readonly tookMs: number
  readonly items: number
}

export const isOpened = (data: unknown): data is Pick<Opened, 'items'> =>
  typeof data === 'object' && data !== null && 'items' in data && typeof data.items === 'number'
