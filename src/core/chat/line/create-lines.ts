/** The lines of one account: hands each what concerns it, and fetches older segments one at a time over all of them. */
import { bytesToHex } from '../../../base/bytes.ts'
import type { ConversationId } from '../../api.ts'
import type { Lines } from '../chat-types.ts'
import { createLine, type OpenLine } from './create-line.ts'
import { createKeychain } from './keychain.ts'
import { loadHeardHeads } from './heard-heads.ts'
import type { JoinedDeps, LineDeps } from './line-deps.ts'

export const createLines = async (deps: LineDeps): Promise<Lines> => {
  const lines = new Map<ConversationId, { readonly open: OpenLine; readonly room: string }>()
  const keychain = createKeychain(deps)
  const heard = await loadHeardHeads(deps.rows, deps.book)
  const joined: JoinedDeps = {
    ...deps,
    isChainCurrent: account => deps.isChainCurrent(account) && heard.isHere(account),
    noteHeads: heard.note,
  }
  let isFetching = false
  let isClosed = false

  const each = (tell: (line: OpenLine) => void): void => {
    for (const { open } of lines.values()) tell(open)
  }
  const fetchNext = async (): Promise<boolean> => {
    for (const { open } of isClosed ? [] : lines.values()) {
      const job = open.fetching.next()
      if (job === null) continue
      await open.fetching.run(job)
      open.onFetched()
      return true
    }
    return false
  }
  const fetchAll = async (): Promise<void> => {
    if (isFetching) return
    isFetching = true
    try {
      while (await fetchNext());
    } finally {
      isFetching = false
    }
  }
  const wakeFetching = (): void => void fetchAll()

  keychain.onNew(rooms => {
    for (const { open, room } of lines.values()) if (rooms.has(room)) open.onSecrets()
  })
  const stops = [
    deps.store.onAccountChange(account => each(line => line.onAccountChange(account))),
    deps.engine.onAcknowledged(doc => each(line => line.onAcknowledged(doc))),
    deps.engine.onSaid(frame => {
      if (frame.type === 'passing') each(line => line.onPassing(frame.doc, frame.sealed))
    }),
    deps.engine.onReady(() => {
      each(({ fetching }) => fetching.begin())
      wakeFetching()
    }),
    deps.talk.onChange(() => each(line => line.onFeedEnds())),
  ]
  return {
    async open(seating, events) {
      const open = await createLine(seating, events, { deps: joined, keychain, wakeFetching })
      const { line } = open
      lines.set(seating.conversation, { open, room: bytesToHex(seating.room) })
      wakeFetching()
      return {
        ...line,
        async close() {
          lines.delete(seating.conversation)
          await line.close()
        },
      }
    },
    segmentDocs: conversation => lines.get(conversation)?.open.openDocs() ?? [],
    async close() {
      isClosed = true
      for (const stop of stops) stop()
      keychain.close()
      for (const { open } of lines.values()) await open.line.close()
      lines.clear()
    },
  }
}
