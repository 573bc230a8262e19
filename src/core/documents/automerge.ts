/**
 * The one file that imports Automerge. Features never do: they see `DocumentView` and `DocumentDraft`.
 * The slim build: whoever composes the program initialises the WASM first.
 */
export {
  applyChanges,
  change,
  type Doc,
  free,
  generateSyncMessage,
  getAllChanges,
  getChangesMetaSince,
  getConflicts,
  getHeads,
  getLastLocalChange,
  ImmutableString,
  init,
  initSyncState,
  inspectChange,
  isImmutableString,
  load,
  receiveSyncMessage,
  save,
  type SyncState,
  updateText,
} from '@automerge/automerge/slim'
