/** A device that keeps cards of so many people, and the part of its core that finds them. */
import { systemRandom } from '../../../src/base/random.ts'
import { accountIdToText } from '../../../src/core/account/account-id.ts'
import { createDiscovery } from '../../../src/core/discovery/create-discovery.ts'
import { cardKey, cardToItem } from '../../../src/core/discovery/cards/card-row.ts'
import type { DiscoveryDeps } from '../../../src/core/discovery/discovery-deps.ts'
import type { DiscoveryService } from '../../../src/core/discovery/discovery-types.ts'
import type { Contact } from '../../../src/core/connections/connection-types.ts'
import { createDocumentStore } from '../../../src/core/documents/index.ts'
import { createSealedRows } from '../../../src/core/private/sealed-rows.ts'
import { createMemoryPorts } from '../../../src/platform/memory/memory-ports.ts'
import { createAccountBook } from '../../../src/protocol/accounts/account-book.ts'
import { createVerifier } from '../../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../../src/protocol/records/account-genesis.ts'
import type { RoomId } from '../../../src/protocol/rooms/room-types.ts'
import type { BenchPerson } from './people.ts'

export interface BenchDevice {
  /** Resolves once every card is in the index; the longest time that nobody else could work, too. */
  open(): Promise<{ readonly discovery: DiscoveryService; readonly longestMs: number }>
}

const connections = 200
const rowsAtOnce = 1_000

export const createBenchDevice = async (people: readonly BenchPerson[]): Promise<BenchDevice> => {
  const ports = createMemoryPorts()
  const verify = await createVerifier()
  const store = createDocumentStore({ ports, verify, book: createAccountBook(verify) })
  const rows = createSealedRows(ports.rows, new Uint8Array(32).fill(1), systemRandom)
  for (let at = 0; at < people.length; at += rowsAtOnce) {
    await rows.write(
      people.slice(at, at + rowsAtOnce).map(person => rows.seal(cardKey(idOf(person)), rowOf(person))),
    )
  }
  const contacts = people.slice(0, connections).map(contactOf)
  const byId = new Map(contacts.map(contact => [accountIdToText(contact.account), contact]))
  const deps: DiscoveryDeps = {
    self: new Uint8Array(32) as AccountId,
    store,
    engine: noRelay,
    profiles: { held: () => null, setListed: async () => ({ ok: true, value: null }) },
    galleries: { shownAlbums: async () => [] },
    rows,
    network: emptyMap,
    http: ports.http,
    ports,
    onOpened: () => undefined,
    people: () => ({
      contacts: () => contacts,
      contactOf: account => byId.get(accountIdToText(account)) ?? null,
      onChange: () => () => undefined,
    }),
    journal: () => null,
    nameOf: () => '',
  }
  return {
    async open() {
      const discovery = await createDiscovery(deps)
      const longestMs = await untilIndexed(discovery, people.length)
      return { discovery, longestMs }
    },
  }
}

const everybody = { type: 'find-people', text: 'x', role: '', place: '' } as const

const untilIndexed = async (discovery: DiscoveryService, count: number): Promise<number> => {
  let longestMs = 0
  const isDone = async (): Promise<boolean> => {
    const { of, indexing } = await discovery.people(everybody)
    return of === count && indexing === null
  }
  for (let before = performance.now(); !(await isDone());) {
    await new Promise(resolve => setImmediate(resolve))
    const now = performance.now()
    longestMs = Math.max(longestMs, now - before)
    before = now
  }
  return longestMs
}

const idOf = ({ account }: BenchPerson): AccountId => account as AccountId

const rowOf = (person: BenchPerson) =>
  cardToItem({
    ...person,
    account: idOf(person),
    text: accountIdToText(idOf(person)),
    heads: ['ab'.repeat(32)],
    availability: 'unset',
    listed: false,
    heardAtMs: 1,
  })

const contactOf = (person: BenchPerson): Contact => ({
  account: idOf(person),
  state: 'connected',
  sinceMs: 1,
  name: person.name,
  verified: 'no',
  confirmed: true,
  room: new Uint8Array(32) as RoomId,
})

const noRelay: DiscoveryDeps['engine'] = {
  untrack: () => undefined,
  availability: () => 'offline',
  status: () => ({
    relay: null,
    line: 'off',
    linkProblem: null,
    storageProblem: false,
    own: [],
    lastAcknowledgedMs: null,
  }),
  onStatus: () => () => undefined,
  onReady: () => () => undefined,
  httpBase: () => null,
  httpAccess: async () => null,
  dropToken: () => undefined,
}

const emptyMap: DiscoveryDeps['network'] = {
  entries: () => new Map(),
  rivals: () => [],
  write: async () => ({ ok: true, value: null }),
  onChange: () => () => undefined,
}
