/** Finding people: on one's own device with the network cut, and through a relay that may lie about it. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ok } from '../../src/base/result.ts'
import type { DirectoryRow, FoundPeopleRow, ProfileEdit, QueryOf, Role } from '../../src/core/api.ts'
import { parseAccountIdText } from '../../src/core/account/account-id.ts'
import type { Http } from '../../src/core/ports.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { decodePeopleAnswer, encodePeopleAnswer } from '../../src/protocol/directory/directory.ts'
import { connect, createPerson, look, type Person } from '../support/people.ts'
import { quickDirectory, type RelayProcess, startRelay } from '../support/relay-process.ts'

const waitMs = 20_000
const cameraOperator: Role = { kind: 'known', id: 'camera-operator' }

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay({ env: quickDirectory })
})
afterAll(() => relay.stop())

const person = (name: string, http: Http = createNodeHttp()): Promise<Person> =>
  createPerson(name, relay.wsUrl, { http })

const says = async ({ device }: Person, ...edits: readonly ProfileEdit[]): Promise<void> => {
  for (const edit of edits) await device.edit(edit)
  await device.allOnRelay()
}

const isListed = async (one: Person, listed: boolean): Promise<void> => {
  await one.device.do({ type: 'listing.change', listed })
  await one.device.allOnRelay()
}

const found = (
  { device }: Person,
  asked: Partial<QueryOf<'find-people'>>,
  isRight: (row: FoundPeopleRow) => boolean,
): Promise<FoundPeopleRow> =>
  device.until({ type: 'find-people', text: '', role: '', place: '', ...asked }, isRight, waitMs)

const listed = (
  { device }: Person,
  text: string,
  isRight: (row: DirectoryRow) => boolean,
): Promise<DirectoryRow> =>
  device.until({ type: 'directory', text, role: '', place: '', pages: 1 }, isRight, waitMs)

const namesIn = ({ people }: FoundPeopleRow | DirectoryRow): readonly string[] =>
  people.map(({ name }) => name)

const isDone = ({ state, checking }: DirectoryRow): boolean => state === 'answered' && checking === 0

let asked = 0

/** A new question each time, because an answer is remembered for a while; dots say nothing. */
const untilListed = (
  one: Person,
  text: string,
  isRight: (row: DirectoryRow) => boolean,
): Promise<DirectoryRow> =>
  vi.waitFor(async () => {
    const row = await listed(one, `${text}${'.'.repeat(++asked)}`, isDone)
    if (!isRight(row)) throw new Error(JSON.stringify(row))
    return row
  }, waitMs)

/** The relay’s answers, with somebody named whom it did not name. */
const naming = (stranger: () => Person): Http => {
  const http = createNodeHttp()
  return {
    async request(request) {
      const answer = await http.request(request)
      const account = parseAccountIdText(stranger().account)
      if (!request.url.endsWith('/directory/people') || !answer.ok || account === null) return answer
      const said = decodePeopleAnswer(answer.value.body)
      if (!said.ok) return answer
      const people = [...said.value.people, { account, changedMs: 1 }]
      return ok({
        ...answer.value,
        body: encodePeopleAnswer({ ...said.value, found: people.length, people }),
      })
    },
  }
}

describe('with the network cut', () => {
  it('somebody is found by name, by role in any language, and by place', async () => {
    const [ana, bo] = [await person('Ana'), await person('Bo Lindström')]
    await says(bo, { field: 'roles', value: [cameraOperator] }, { field: 'place', value: 'Lisboa, Portugal' })
    await look(ana, bo)
    await ana.device.profile(bo.account, ({ place, roles }) => place !== '' && roles.length === 1)
    ana.device.network.cut()
    for (const text of [
      'lindstrom',
      'lindstorm',
      'camera lisboa',
      'kamerafrau',
      'operador de câmara lisbon',
      'cadreuse',
    ]) {
      const row = await found(ana, { text }, ({ people }) => people.length === 1)
      expect(row.people).toMatchObject([{ account: bo.account, source: 'device', connection: 'none' }])
    }
    const narrowed = await found(
      ana,
      { role: 'camera-operator', place: 'portugal' },
      ({ found: all }) => all === 1,
    )
    expect(namesIn(narrowed)).toEqual(['Bo Lindström'])
    expect((await found(ana, { text: 'camera porto' }, () => true)).found).toBe(0)
  })

  it('people of one name are told apart, and whoever is blocked is not found', async () => {
    const [ana, sam, impostor] = [await person('Ana'), await person('Sam Reed'), await person('Sаm Reed')]
    await connect(ana, sam)
    await says(impostor, { field: 'place', value: 'Reed' })
    await look(ana, impostor)
    await ana.device.profile(impostor.account, ({ place }) => place === 'Reed')
    const row = await found(ana, { text: 'reed' }, ({ people }) => people.length === 2)
    const [one, two] = [sam, impostor].map(({ account }) => row.people.find(each => each.account === account))
    expect(one).toMatchObject({ connection: 'connected', isLookalike: false })
    expect(two).toMatchObject({ connection: 'none', isLookalike: true })
    expect(one?.fingerprint).not.toBe(two?.fingerprint)
    ana.device.network.cut()
    await ana.device.do({ type: 'connection.block', account: impostor.account })
    const left = await found(ana, { text: 'reed' }, ({ people }) => people.length === 1)
    expect(left.people[0]?.account).toBe(sam.account)
  })
})

describe('through the relay', () => {
  it('whoever opted in is found, and nobody else', async () => {
    const [ana, dora, evi] = [await person('Ana'), await person('Dora Quill'), await person('Evi Quill')]
    expect(await dora.device.until({ type: 'listing' }, () => true)).toBe('unasked')
    await isListed(dora, true)
    await isListed(evi, false)
    const row = await untilListed(ana, 'quill', ({ people }) => people.length > 0)
    expect(row).toMatchObject({ refused: 0, hasMore: false })
    expect(row.people).toMatchObject([{ account: dora.account, name: 'Dora Quill', source: 'relay' }])
    ana.device.network.cut()
    const here = await found(ana, { text: 'quill' }, ({ people }) => people.length > 0)
    expect(here.people).toMatchObject([{ account: dora.account, source: 'device' }])
  })

  it('whoever opts out again is found no more', async () => {
    const [ana, dora] = [await person('Ana'), await person('Dora Withdrawn')]
    await isListed(dora, true)
    expect(namesIn(await untilListed(ana, 'withdrawn', ({ people }) => people.length > 0))).toEqual([
      'Dora Withdrawn',
    ])
    await isListed(dora, false)
    expect(await untilListed(ana, 'withdrawn', ({ people }) => people.length === 0)).toMatchObject({
      people: [],
    })
  })

  it('nobody is shown whom a relay names against their will', async () => {
    const [evi, dora] = [await person('Evi Hidden'), await person('Dora Hidden')]
    const ana = await person(
      'Ana',
      naming(() => evi),
    )
    await isListed(dora, true)
    const row = await untilListed(ana, 'hidden', ({ people }) => people.length > 0)
    expect(namesIn(row)).toEqual(['Dora Hidden'])
    expect(row).toMatchObject({ found: 2, refused: 1 })
  })

  it('nobody is shown whom one has blocked', async () => {
    const [ana, dora] = [await person('Ana'), await person('Dora Unwanted')]
    await isListed(dora, true)
    await untilListed(ana, 'unwanted', ({ people }) => people.length > 0)
    await ana.device.do({ type: 'connection.block', account: dora.account })
    const row = await untilListed(ana, 'unwanted', ({ people }) => people.length === 0)
    expect(row).toMatchObject({ people: [], refused: 0 })
  })
})
