/** Automerge's own sync between a document and a relay, over a bare client. */
import { generateSyncMessage, getHeads, init, initSyncState, receiveSyncMessage } from '@automerge/automerge'
import { decodeSyncMessage } from '../../src/protocol/sync/message.ts'
import type { BareClient } from './bare-client.ts'
import type { Content, SealedDoc } from './sealed-doc.ts'

export interface Following {
  /** Sends what the relay lacks; call after an edit. */
  push(): void
  stop(): void
}

/** Asks for the document at once, and again whenever either side has more. What comes is believed unchecked. */
export const followDoc = (client: BareClient, sealed: SealedDoc): Following => {
  let state = initSyncState()
  const push = (): void => {
    for (;;) {
      const [next, message] = generateSyncMessage(sealed.doc, state)
      state = next
      if (message === null) return
      client.sendSync(sealed.id, message)
    }
  }
  const stop = client.onSync(sealed.id, message => {
    ;[sealed.doc, state] = receiveSyncMessage(sealed.doc, state, message)
    push()
  })
  push()
  return { push, stop }
}

/** Brings documents, whoever they belong to, and waits until the relay says that it has them. */
export const bring = async (client: BareClient, ...docs: readonly SealedDoc[]): Promise<void> => {
  for (const doc of docs) {
    const acknowledged = new Promise<void>(resolve => {
      client.onSync(doc.id, message => {
        if (headsIn(message).join() === headsOf(doc).join()) resolve()
      })
    })
    const following = followDoc(client, doc)
    await acknowledged
    following.stop()
  }
}

export const headsOf = ({ doc }: SealedDoc): readonly string[] => getHeads(doc).toSorted()
/** The sender's, by a sync message; none where it cannot be read. */
export const headsIn = (message: Uint8Array): readonly string[] => {
  const decoded = decodeSyncMessage(message)
  return decoded.ok ? decoded.value.heads.toSorted() : []
}

/** What a reader starts from who knows the id and nothing else. */
export const nothingYetOf = ({ id, genesis }: SealedDoc): SealedDoc => ({ id, genesis, doc: init<Content>() })
