/**
 * A person with many connections, each with a journal, made by the code that makes them: every other account writes its
 * own documents, sealed with its own device's key, into this device's store; the account itself then reads them.
 */
import type { Result } from '../../../src/base/result.ts'
import { createAccountKeys } from '../../../src/core/account/create-account.ts'
import { createContactBook } from '../../../src/core/connections/contact-book.ts'
import { createSealer, docIdOf } from '../../../src/core/documents/index.ts'
import { createJournalLine } from '../../../src/core/journal/line/create-line.ts'
import type { LineDeps } from '../../../src/core/journal/line/line-deps.ts'
import type { Ports } from '../../../src/core/ports.ts'
import { createPrivateMap } from '../../../src/core/private/private-map.ts'
import { createSealedRows } from '../../../src/core/private/sealed-rows.ts'
import { createProfileService } from '../../../src/core/profiles/profile-service.ts'
import type { OpenAccount } from '../../../src/core/session/open-account.ts'
import { createMemoryRowStorage } from '../../../src/platform/memory/row-storage.ts'
import { journalGenesis } from '../../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16, JournalPlain } from '../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../src/protocol/records/document-genesis.ts'
import type { RoomId } from '../../../src/protocol/rooms/room-types.ts'
import { textOf } from '../chat/texts.ts'

export interface Filling {
  readonly people: number
  readonly entries: number
  /** When the last of them was written; the others a minute apart before it. */
  readonly untilMs: number
}

const entriesInEdit = 10
const minuteMs = 60_000

interface Posted {
  readonly account: AccountId
  readonly id: EntryId16
}

/** Answers with the documents of the journals. */
export const fillNetwork = async (
  open: OpenAccount,
  ports: Ports,
  { people, entries, untilMs }: Filling,
  say: (done: number) => void,
): Promise<readonly string[]> => {
  const accounts: AccountId[] = []
  const posted: Posted[] = []
  const each = Math.ceil(entries / people)
  for (let person = 0; person < people; person++) {
    /** Everybody goes on writing until the end. */
    const batchOf = (batch: number): readonly JournalPlain[] =>
      Array.from({ length: entriesInEdit }, (_, index) => {
        const place = batch * entriesInEdit + index
        const number = place * people + person
        return entryOf(place, number, untilMs - (entries - 1 - number) * minuteMs, posted)
      })
    accounts.push(await writeJournal(open, ports, `Person ${person}`, batchOf, each, posted))
    say(person + 1)
  }
  await connectAll(open, ports, accounts)
  return accounts.map(account => docIdOf(journalGenesis(account, 0)))
}

/** Half of them posts, the others comments and appreciations of what was posted before. */
const entryOf = (place: number, number: number, atMs: number, posted: readonly Posted[]): JournalPlain => {
  const text = textOf(number)
  const about = posted[(number * 7_919) % Math.max(1, posted.length)]
  const kind = place % 10
  if (about === undefined || kind < 5) {
    return { kind: 'post', atMs, body: { text, mentions: [], images: [], works: [] }, added: null }
  }
  const target = { kind: 'post' as const, ...about, segment: 0 }
  return kind < 8
    ? { kind: 'appreciate', atMs, target }
    : { kind: 'comment', atMs, target, replyTo: null, text, mentions: [] }
}

const nobody: LineDeps['audiences'] = {
  current: () => Promise.reject(new Error('everything here is for everyone')),
  held: () => [],
  find: () => null,
  newest: async () => null,
  onKeys: () => () => undefined,
}

const writeJournal = async (
  { store, engine, book }: OpenAccount,
  ports: Ports,
  name: string,
  batchOf: (batch: number) => readonly JournalPlain[],
  entries: number,
  posted: Posted[],
): Promise<AccountId> => {
  const { random, clock } = ports
  const made = await createAccountKeys({ deviceName: name, displayName: name, nowMs: clock.nowMs(), random })
  const { account } = made.contents.genesis
  const sealer = createSealer(made.signer.publicKey, made.signer.sign, random)
  const identity = valueOf(await store.open(createDocumentGenesis('identity', account)))
  valueOf(await identity.addRecords(sealer, made.records))
  const writing = { self: account, store, engine, sealer: () => sealer, onOpened: () => undefined }
  const profiles = createProfileService(writing)
  valueOf(await profiles.edit({ field: 'name', value: name }))
  const rows = createSealedRows(createMemoryRowStorage(), random.bytes(32), random)
  const secrets = () => made.contents.accountSecrets
  const line = await createJournalLine({
    ...writing,
    secrets,
    book,
    audiences: nobody,
    profiles,
    rows,
    ports,
    isRevoked: () => false,
  })
  for (let batch = 0; batch * entriesInEdit < entries; batch++) {
    const plains = batchOf(batch)
    const written = valueOf(
      await line.write(plains.map(plain => ({ plain, audience: 'public' as const, about: null }))),
    )
    for (const [index, { id }] of written.entries())
      if (plains[index]?.kind === 'post') posted.push({ account, id })
  }
  await line.close()
  await store.release(docIdOf(journalGenesis(account, 0)))
  return account
}

const connectAll = async (open: OpenAccount, ports: Ports, accounts: readonly AccountId[]): Promise<void> => {
  const map = valueOf(
    await createPrivateMap({
      self: open.account,
      store: open.store,
      sealer: () => open.sealer,
      secrets: () => open.vault().accountSecrets,
      random: ports.random,
      onOpened: () => undefined,
      purpose: 'people',
    }),
  )
  const book = createContactBook(map, ports.random)
  const nowMs = ports.clock.nowMs()
  for (const [index, account] of accounts.entries()) {
    const room = ports.random.bytes(32) as RoomId
    const standing = { rev: 1, state: 'connected', sinceMs: nowMs, room, confirmed: true } as const
    const seen = { rev: 1, name: `Person ${index}`, heads: [], atMs: nowMs }
    valueOf(
      await book.change(account, entry => ({ ...entry, standing: { ...entry.standing, ...standing }, seen })),
    )
  }
}

const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
