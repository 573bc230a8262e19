/**
 * A long conversation on a device, made the way messages are taken when they come: the same code writes the same rows,
 * sealed under the device's own key. Only what comes before that, opening envelopes, is left out.
 */
import { bytesToHex } from '../../../src/base/bytes.ts'
import type { Result } from '../../../src/base/result.ts'
import { openVault } from '../../../src/core/account/vault.ts'
import type { ConversationId } from '../../../src/core/api.ts'
import type { Arrival } from '../../../src/core/chat/chat-types.ts'
import { id16Of, itemKey, placedKey, readKey } from '../../../src/core/chat/talk/rows/keys.ts'
import { parsePlaced } from '../../../src/core/chat/talk/rows/placed-envelope.ts'
import { readToRow } from '../../../src/core/chat/talk/rows/small-rows.ts'
import { nothingHidden } from '../../../src/core/chat/talk/rules/hidden.ts'
import { takeNews } from '../../../src/core/chat/talk/taking/take-news.ts'
import type { Ports, RowStorage } from '../../../src/core/ports.ts'
import type { SealedRows } from '../../../src/core/private/private-types.ts'
import { createSealedRows } from '../../../src/core/private/sealed-rows.ts'
import { loadVault } from '../../../src/core/session/vault-file.ts'
import { createMemoryRowStorage } from '../../../src/platform/memory/row-storage.ts'
import { enc } from '../../../src/protocol/codec/cbor.ts'
import { deriveKey, hashWithLabel } from '../../../src/protocol/crypto/hash.ts'
import type { AccountId } from '../../../src/protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../src/protocol/records/document-genesis.ts'
import type { EnvelopeId, EpochId } from '../../../src/protocol/rooms/room-types.ts'
import { textOf } from './texts.ts'

interface Filling {
  readonly conversation: ConversationId
  readonly other: AccountId
  readonly messages: number
  /** When the last of them was sent; the others a minute apart before it. */
  readonly untilMs: number
}

const atOnce = 256
const rowsAtOnce = 4_000
const minuteMs = 60_000

/** Fills the rows of the account on these ports, whose vault has no passphrase. Everything counts as read. */
export const fillConversation = async (ports: Ports, filling: Filling): Promise<void> => {
  const { contents } = await vaultOf(ports)
  const self = contents.genesis.account
  const made = createMemoryRowStorage()
  const key = deriveKey(contents.deviceSeed.reveal(), new Uint8Array(), 'rows', [])
  const rows = createSealedRows(made, key, ports.random)
  const deps = {
    self,
    device: contents.devicePublicKey,
    rows,
    random: ports.random,
    nowMs: () => filling.untilMs,
  }
  const state = { read: { key: '', unread: 0 }, isHidden: nothingHidden }
  for (let from = 0; from < filling.messages; from += atOnce) {
    const count = Math.min(atOnce, filling.messages - from)
    const arrivals = Array.from({ length: count }, (_, index) => arrivalOf(from + index, self, filling))
    const { taking } = await takeNews(filling.conversation, { kind: 'arrived', arrivals }, state, deps)
    valueOf(await rows.write(taking.draft.changes()))
  }
  await markRead(rows, filling)
  await copyRows(made, ports.rows)
}

const vaultOf = async ({ values, browserKey, random }: Ports) => {
  const bytes = valueOf(await loadVault(values))
  const key = valueOf(await browserKey.load())
  if (bytes === null || key === null) throw new Error('there is no vault without a passphrase')
  return valueOf(await openVault(bytes, { type: 'this-browser', key }, random))
}

/** Two by one, two by the other, each after what its author had seen. */
const arrivalOf = (index: number, self: AccountId, { other, messages, untilMs }: Filling): Arrival => {
  const isOwn = index % 4 < 2
  const previous = index % 2 === 1 ? index - 1 : index - 3
  const seen = index - (index % 2) - 1
  return {
    id: idOf(index),
    author: isOwn ? self : other,
    header: {
      feed: bytesOf(isOwn ? 'feed' : 'their feed', Math.floor(index / 512)) as Doc32,
      epoch: bytesOf('epoch', 0) as EpochId,
      device: isOwn ? self : other,
      chain: bytesOf(isOwn ? 'chain' : 'their chain', 0).subarray(0, 16),
      n: Math.floor(index / 4) * 2 + (index % 2),
      prev: previous < 0 ? null : idOf(previous),
      seen: seen < 0 ? [] : [idOf(seen).subarray(0, 16)],
    },
    content: {
      ok: true,
      plain: {
        sentAtMs: untilMs - (messages - 1 - index) * minuteMs,
        ownHeads: [],
        body: { type: 'text', text: textOf(index), replyTo: null },
      },
    },
  }
}

const bytesOf = (what: string, number: number): Uint8Array => hashWithLabel('bench', enc([what, number]))
const idOf = (index: number): EnvelopeId => bytesOf('message', index) as EnvelopeId

const markRead = async (rows: SealedRows, { conversation, messages }: Filling): Promise<void> => {
  const id = idOf(messages - 1)
  const row = valueOf(await rows.get(placedKey(conversation, id16Of(id))))
  const placed = row === null ? null : parsePlaced(row)
  if (placed === null) throw new Error('the newest message stands nowhere')
  const read = { key: itemKey(placed.place, bytesToHex(id)), unread: 0 }
  valueOf(await rows.write([rows.seal(readKey(conversation), readToRow(read))]))
}

const copyRows = async (from: RowStorage, to: RowStorage): Promise<void> => {
  for (let start = ''; ;) {
    const rows = valueOf(await from.range({ from: start, to: '~', limit: rowsAtOnce }))
    const last = rows.at(-1)
    if (last === undefined) return
    valueOf(await to.write(rows))
    start = `${last[0]}-`
  }
}

const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
