/** People with devices whose journals meet at a real relay: documents, rows and lines are real. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import type { AccountIdText, Audience } from '../../../../../src/core/api.ts'
import { docIdOf } from '../../../../../src/core/documents/index.ts'
import type { JournalLine, JournalNews, ReadEntry } from '../../../../../src/core/journal/journal-types.ts'
import { createJournalLine } from '../../../../../src/core/journal/line/create-line.ts'
import type { LineDeps } from '../../../../../src/core/journal/line/line-deps.ts'
import {
  createProfileService,
  type ProfileService,
} from '../../../../../src/core/profiles/profile-service.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import { journalGenesis } from '../../../../../src/protocol/journal/journal-genesis.ts'
import type { JournalPlain } from '../../../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../../../src/protocol/records/document-genesis.ts'
import type { LineDevice } from '../../chat/line/line-device.ts'
import { createLineWorld, type LineWorld, type Person } from '../../chat/line/line-world.ts'
import { until, valueOf } from '../../chat/line/outcomes.ts'
import { type AudienceWorld, createAudienceWorld } from './test-audiences.ts'

export interface Writer {
  readonly account: AccountId
  readonly text: AccountIdText
  readonly device: LineDevice
  readonly person: Person
  readonly profiles: ProfileService
  readonly line: JournalLine
  /** As they were told. */
  readonly news: readonly JournalNews[]
  /** Every entry as it stood when it was last told, by its text. */
  readonly heard: ReadonlyMap<string, ReadEntry>
  /** While true the listener fails. */
  isDeaf: boolean
  /** How often it did. */
  unheard: number
  post(text: string, audience?: Audience): Promise<ReadEntry>
  /** The entry with this text, once it was told. */
  untilHeard(text: string): Promise<ReadEntry>
  untilOnRelay(segment?: number): Promise<void>
  isOpen(account: AccountId, segment: number): boolean
  restart(): Promise<Writer>
}

export interface JournalWorld {
  readonly audiences: AudienceWorld
  readonly lines: LineWorld
  writer(name: string): Promise<Writer>
  anotherDevice(of: Writer, name: string): Promise<Writer>
  close(): Promise<void>
}

export const createJournalWorld = async (): Promise<JournalWorld> => {
  await loadAutomerge()
  const lines = await createLineWorld()
  const audiences = createAudienceWorld()
  const opened: JournalLine[] = []
  const open = async (device: LineDevice, person: Person): Promise<Writer> => {
    const writer = await openWriter(device, person, audiences, open)
    opened.push(writer.line)
    return writer
  }
  return {
    audiences,
    lines,
    async writer(name) {
      const person = await lines.person(name)
      return open(person.first, person)
    },
    anotherDevice: async (of, name) => open(await of.person.addDevice(name), of.person),
    async close() {
      for (const line of opened) await line.close()
      await lines.close()
    },
  }
}

/** Two people with a journal each. */
export const createTwoWriters = async () => {
  const world = await createJournalWorld()
  return { world, alice: await world.writer('Alice'), bob: await world.writer('Bob') }
}

export type TwoWriters = Awaited<ReturnType<typeof createTwoWriters>>

const openWriter = async (
  device: LineDevice,
  person: Person,
  audiences: AudienceWorld,
  reopen: (device: LineDevice, person: Person) => Promise<Writer>,
): Promise<Writer> => {
  const { self, store, engine, rows, book, secrets } = device
  const { onOpened, sealer, ports } = device.deps
  const profiles = createProfileService({ self, store, engine, sealer, onOpened })
  const deps: LineDeps = {
    self,
    store,
    engine,
    sealer,
    secrets: () => secrets,
    book,
    audiences: audiences.serviceOf(self),
    profiles,
    rows,
    ports,
    onOpened,
    isRevoked: () => false,
  }
  const line = await createJournalLine(deps)
  const news: JournalNews[] = []
  const heard = new Map<string, ReadEntry>()
  const untilHeard = async (text: string): Promise<ReadEntry> => {
    await until(
      () => heard.has(text),
      () => `${text} among ${[...heard.keys()].join()}`,
    )
    const entry = heard.get(text)
    if (entry === undefined) throw new Error('not heard')
    return entry
  }
  const writer: Writer = {
    account: self,
    text: accountIdToText(self),
    device,
    person,
    profiles,
    line,
    news,
    heard,
    isDeaf: false,
    unheard: 0,
    async post(text, audience = 'public') {
      valueOf(await line.write([{ plain: postOf(text), audience, about: null }]))
      return untilHeard(text)
    },
    untilHeard,
    async untilOnRelay(segment = 0) {
      const profile = docIdOf(createDocumentGenesis('profile', self))
      await until(() => line.isAcknowledged(self, segment) && engine.isAcknowledged(profile))
    },
    isOpen: (account, segment) => store.replica(docIdOf(journalGenesis(account, segment))) !== null,
    async restart() {
      await line.close()
      return reopen(await device.restart(), person)
    },
  }
  line.onNews(async told => {
    if (writer.isDeaf) {
      writer.unheard++
      throw new Error('nobody listens')
    }
    news.push(told)
    for (const entry of [...told.added, ...told.changed]) heard.set(textOf(entry), entry)
  })
  await until(() => engine.status().line === 'ready')
  return writer
}

export const postOf = (text: string): JournalPlain => ({
  kind: 'post',
  atMs: 1_700_000_000_000,
  body: { text, mentions: [], images: [], works: [] },
  added: null,
})

export const commentOf = (text: string, about: ReadEntry): JournalPlain => ({
  kind: 'comment',
  atMs: 1_700_000_000_000,
  target: { kind: 'post', account: about.account, id: about.id, segment: about.segment },
  replyTo: null,
  text,
  mentions: [],
})

/** What it says, or what it is called that nobody can read. */
export const textOf = ({ id, plain, problem }: ReadEntry): string => {
  if (plain?.kind === 'post') return plain.body.text
  return plain?.kind === 'comment' ? plain.text : `${problem ?? plain?.kind ?? ''} ${bytesToHex(id)}`
}

export const addedTexts = ({ news }: Writer): readonly string[] =>
  news.flatMap(({ added }) => added.map(textOf))
