/** The public face of documents: what features may use. */
export type { EditError, LoadError, Replica } from './replica-types.ts'
export { createSealer, type Sealer } from './sealer.ts'
export { createDocumentStore, docIdOf, type DocumentStore } from './document-store.ts'
export {
  type Draft,
  editSharedText,
  fixedText,
  readBytes,
  readFixedText,
  rivalBytesOf,
  rivalListsOf,
  rivalNumbersOf,
  rivalsOf,
} from './values.ts'
export { rebaseText } from './rebase-text.ts'
export {
  createOwnedDocument,
  type OwnedDocument,
  type OwnedEditError,
  type Reading,
  type Schema,
} from './owned-document.ts'
export { readRows } from './read-rows.ts'
export { createRowWriter, type RowWriter } from './row-writer.ts'
export { createSerial } from './serial.ts'
export { type RootDoc, uncoveredSealsOf } from './history.ts'
export { createEntryKeys, type EntryKey, pushEntries, readSegment } from './segment-document.ts'
