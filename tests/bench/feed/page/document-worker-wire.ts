export interface DocumentsOpened {
  readonly documents: number
  readonly entries: number
}

export const isDocumentsOpened = (data: unknown): data is DocumentsOpened =>
  typeof data === 'object' &&
  data !== null &&
  'documents' in data &&
  typeof data.documents === 'number' &&
  'entries' in data &&
  typeof data.entries === 'number'
