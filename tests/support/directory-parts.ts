/** Parts of a relay's directory: the real thread that reads documents, and stand-ins for it and for the disk. */
import '@automerge/automerge'
import { encodeContent } from '../../sync-server/directory/content.ts'
import type { OpenIndexFile } from '../../sync-server/directory/directory.ts'
import { readContent } from '../../sync-server/directory/read-content.ts'
import { startThread, type StartThread } from '../../sync-server/directory/thread.ts'
import { buildRelayOnce } from './relay-process.ts'

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

/** As the relay that is built starts it. */
export const startBuiltReader: StartThread = async () => {
  await buildRelayOnce()
  return startThread(new URL('../../dist/server/directory-reader.js', import.meta.url))
}
