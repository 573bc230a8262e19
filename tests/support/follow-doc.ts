/** Automerge's own sync between a document and a relay, over a bare client. */
import { generateSyncMessage, init, initSyncState, receiveSyncMessage } from '@automerge/automerge'
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

/** What a reader starts from who knows the id and nothing else. */
export const nothingYetOf = ({ id, genesis }: SealedDoc): SealedDoc => ({ id, genesis, doc: init<Content>() })
