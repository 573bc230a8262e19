/** People to look at: in every state, with long, empty, foreign and look-alike names. */
import type {
  AccountIdText,
  ConnectionState,
  PeopleRow,
  PersonCard,
  PersonRow,
  Role,
} from '../../../../src/core/api.ts'
import { other } from '../gallery/albums.ts'

export interface ScenePerson extends PersonRow {
  readonly roles: readonly Role[]
  readonly place: string
}

const now = Date.UTC(2026, 10, 20, 14, 5)
const days = 86_400_000

export const safetyNumber = Array.from({ length: 12 }, (_, at) =>
  String((at * 30_671 + 7_919) % 100_000).padStart(5, '0'),
)

const idOf = (number: number): AccountIdText => `${String(number).padStart(42, 'p')}A`

const personOf = (
  account: AccountIdText,
  name: string,
  connection: ConnectionState,
  more: Partial<ScenePerson> = {},
): ScenePerson => ({
  account,
  name,
  connection,
  verified: 'no',
  safetyNumber,
  changes: [],
  lookalikes: [],
  reachable: true,
  roles: [{ kind: 'known', id: 'gaffer' }],
  place: 'Porto',
  ...more,
})

const connected = (conversation: string, confirmed = true): ConnectionState => ({
  kind: 'connected',
  sinceMs: now - 40 * days,
  confirmed,
  conversation,
})

const note =
  'We met on the ferry in Setúbal, I was lighting the night scenes.\nI would love to see the plates you spoke of.'

/** How the one whose page is looked at can stand. */
export const standings = {
  none: { kind: 'none' },
  sent: { kind: 'sent', atMs: now - days, note, delivered: false },
  delivered: { kind: 'sent', atMs: now - days, note: '', delivered: true },
  received: { kind: 'received', atMs: now - days, note, via: 'request' },
  scanned: { kind: 'received', atMs: now - days, note: '', via: 'code' },
  connected: connected('c0'),
  unconfirmed: connected('c0', false),
  blocked: { kind: 'blocked', sinceMs: now - 2 * days },
} as const satisfies Readonly<Record<string, ConnectionState>>

export type StandingName = keyof typeof standings

export const isStandingName = (name: string): name is StandingName => Object.hasOwn(standings, name)

/** Tomás, whose page exists, as he stands in a scene. */
export const tomas = (standing: StandingName): ScenePerson =>
  personOf(other, 'Tomás Okafor', standings[standing], {
    verified: standing === 'connected' ? 'in-person' : 'no',
  })

export const changed = (person: ScenePerson): ScenePerson => ({
  ...person,
  changes: [
    { kind: 'new-device', device: 'Tomás’s tablet', atMs: now - days },
    { kind: 'recovered', device: 'Chrome on Windows', atMs: now },
  ],
  lookalikes: [{ account: idOf(1), name: 'Tomas Okafor' }],
})

export const everybody = (): readonly ScenePerson[] => [
  personOf(idOf(1), 'Beatriz Sá Nogueira', connected('c1'), { verified: 'in-person', place: 'Lisbon' }),
  personOf(idOf(2), 'Wolfeschlegelsteinhausenbergerdorff '.repeat(4).trim(), connected('c2'), {
    verified: 'compared',
    roles: [
      { kind: 'custom', text: 'Wet plate printer' },
      { kind: 'known', id: 'camera-operator' },
    ],
  }),
  personOf(idOf(3), 'ليلى حدّاد', connected('c3', false), { place: 'بيروت', roles: [] }),
  personOf(idOf(4), 'Zoë Lindqvist', connected('c4'), { roles: [], place: '' }),
  personOf(
    idOf(5),
    'Beatriz Sa Nogueira',
    { kind: 'received', atMs: now, note, via: 'request' },
    {
      lookalikes: [{ account: idOf(1), name: 'Beatriz Sá Nogueira' }],
    },
  ),
  personOf(idOf(6), 'Mihai', { kind: 'received', atMs: now - days, note: '', via: 'code' }),
  personOf(idOf(7), 'Ingrid Aas', standings.sent),
  personOf(idOf(8), '', standings.delivered, { roles: [], place: '' }),
  personOf(idOf(9), 'Somebody Loud', standings.blocked),
]

const cardOf = (person: ScenePerson): PersonCard => ({
  account: person.account,
  name: person.name,
  roles: person.roles,
  place: person.place,
  connection: person.connection,
  verified: person.verified,
  hasChanges: person.changes.length > 0,
  isLookalike: person.lookalikes.length > 0,
})

export const peopleRow = (people: readonly ScenePerson[]): PeopleRow => {
  const of = (kind: ConnectionState['kind']): readonly PersonCard[] =>
    people.filter(one => one.connection.kind === kind).map(cardOf)
  return { connections: of('connected'), received: of('received'), sent: of('sent'), blocked: of('blocked') }
}

export const stranger = (account: AccountIdText): ScenePerson =>
  personOf(account, '', { kind: 'none' }, { reachable: false, safetyNumber: [] })
