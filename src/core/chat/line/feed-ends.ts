/** Where the feeds of a conversation end, as one's devices tell each other: talk `s:<conversation>`, [[acct32, segment] …]. */
import { bytesToHex, equalBytes, hexToBytes } from '../../../base/bytes.ts'
import { enc, type Item } from '../../../protocol/codec/cbor.ts'
import { bytesOf, list, parseItem, tuple, uint } from '../../../protocol/codec/shape.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { Log } from '../../ports.ts'
import type { PrivateMap } from '../../private/private-types.ts'
import type { ConversationId } from '../../api.ts'
import type { Feed } from './feed.ts'

export interface FeedEnds {
  newestOf(account: AccountId): number
  /** Whether they changed since this was asked. */
  haveChanged(): boolean
  /** Writes what other devices do not know yet. */
  tell(feeds: readonly Feed[]): void
}

const maxSegment = 1 << 16
/** Finding the second segment costs one look: not worth an edit. */
const firstTold = 2
const shape = list(tuple<[Uint8Array, number]>(bytesOf(32), uint(maxSegment)), 2 * limits.roomMembers)

export const createFeedEnds = (talk: PrivateMap, conversation: ConversationId, log: Log): FeedEnds => {
  const field = `s:${conversation}`
  let lastSeen: Item = null
  const read = (): Map<string, number> => {
    const ends = new Map<string, number>()
    for (const item of [talk.entries().get(field) ?? null, ...talk.rivals(field)]) {
      for (const [account, segment] of rowsIn(item)) {
        const name = bytesToHex(account)
        ends.set(name, Math.max(segment, ends.get(name) ?? 0))
      }
    }
    return ends
  }
  const write = async (ends: ReadonlyMap<string, number>): Promise<void> => {
    const value = [...ends].map(([name, segment]) => [hexToBytes(name) ?? new Uint8Array(), segment])
    const saved = await talk.write([[field, value]])
    // Only a hint: other devices look further by themselves.
    if (!saved.ok) log({ event: 'feed-ends-not-written', reason: saved.error.type })
  }
  return {
    haveChanged() {
      const item = talk.entries().get(field) ?? null
      const isSame = equalBytes(enc([item]), enc([lastSeen]))
      lastSeen = item
      return !isSame
    },
    newestOf: account => read().get(bytesToHex(account)) ?? 0,
    tell(feeds) {
      const ends = read()
      const news = feeds.filter(
        feed => feed.newest() >= firstTold && feed.newest() > (ends.get(bytesToHex(feed.account)) ?? 0),
      )
      if (news.length === 0) return
      for (const feed of news) ends.set(bytesToHex(feed.account), feed.newest())
      void write(ends)
    },
  }
}

const rowsIn = (item: Item): readonly (readonly [Uint8Array, number])[] => {
  const parsed = parseItem(shape, item, 'feed ends')
  return parsed.ok ? parsed.value : []
}
