/** The public face of documents: what features may use. */
export type { EditError, Replica } from './replica-types.ts'
export { createSealer, type Sealer } from './sealer.ts'
export { createDocumentStore, type DocumentStore } from './document-store.ts'
export { type Draft, editSharedText, fixedText, readBytes, readFixedText, rivalsOf } from './values.ts'
export { rebaseText } from './rebase-text.ts'
export { createOwnedDocument, type OwnedDocument } from './owned-document.ts'
export { createSerial } from './serial.ts'
export { uncoveredSealsOf } from './history.ts'
