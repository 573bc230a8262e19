/** Syncing without a resume: every document is open, and says what it has in a message of its own. */
import type { Replica } from '../../../src/core/documents/index.ts'
import type { Ports } from '../../../src/core/ports.ts'
import { createRelayLink, type LinkCredentials } from '../../../src/core/sync/relay-link.ts'

const peer = 'relay'

/** Resolves once the relay has named the heads of each, as they are here by then. */
export const syncEach = async (
  replicas: readonly Replica[],
  url: string,
  credentials: LinkCredentials,
  ports: Pick<Ports, 'network' | 'clock' | 'random' | 'log'>,
): Promise<void> => {
  const byId = new Map(replicas.map(replica => [replica.id, replica]))
  const left = new Set(byId.keys())
  await new Promise<void>((resolve, reject) => {
    const pump = async (replica: Replica): Promise<void> => {
      for (
        let message = await replica.nextMessage(peer);
        message !== null;
        message = await replica.nextMessage(peer)
      ) {
        link.send({ type: 'sync', doc: replica.id, message })
      }
      if (replica.theirHeads(peer)?.join() === replica.heads().join()) left.delete(replica.id)
      if (left.size === 0) resolve()
    }
    const link = createRelayLink(
      url,
      credentials,
      {
        onReady() {
          for (const replica of replicas) pump(replica).catch(reject)
        },
        onFrame(frame) {
          const replica = frame.type === 'sync' ? byId.get(frame.doc) : undefined
          if (frame.type !== 'sync' || replica === undefined) return
          replica
            .receive(peer, frame.message)
            .then(() => pump(replica))
            .catch(reject)
        },
        onDown: problem => reject(new Error(`the line went down: ${problem}`)),
      },
      ports,
    )
  })
}
