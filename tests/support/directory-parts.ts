/** A relay's directory without a disk, and without a thread of its own to read documents in. */
import '@automerge/automerge'
import { encodeContent } from '../../sync-server/directory/content.ts'
import type { OpenIndexFile } from '../../sync-server/directory/directory.ts'
import { readContent } from '../../sync-server/directory/read-content.ts'
import type { StartThread } from '../../sync-server/directory/thread.ts'

/** Forgets everything at once: the index is made anew at every start. */
export const openNoIndex: OpenIndexFile = () => ({
  read: async () => ({ rows: [], place: null, lostBytes: 0 }),
  add: () => undefined,
  renew: () => undefined,
  close: async () => undefined,
})

export const startInlineReader: StartThread = async () => ({
  read: async job => encodeContent(readContent(job)),
  end: async () => undefined,
})
