/** The index of a relay's directory: made anew it answers the same, and one account crowds nobody out. */
import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { PeopleAnswer, PeopleQuestion } from '../../src/protocol/directory/directory-types.ts'
import { personKeyOf, targetKeyOf } from '../../src/protocol/journal/target.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import {
  appreciate,
  flat,
  patiently,
  postOf,
  setDirectoryStage,
  type SettledPerson,
} from '../support/directory-stage.ts'
import { newEntryId, writeEntries } from '../support/sealed-journal.ts'

const { start, startAgain, bring, settle, nameOf, found, indexFolder, relay, http, reader } =
  setDirectoryStage()

/** All but the time of the last change, which a relay that made its index anew does not know. */
const withoutTimes = (pages: readonly PeopleAnswer[] | null) =>
  pages?.map(({ people, ...page }) => ({ ...page, people: people.map(({ account }) => bytesToHex(account)) }))

/** Sixty people, who appreciate what one of them made, and each other. */
const settleATown = async () => {
  const people: SettledPerson[] = []
  for (let at = 0; at < 60; at++)
    people.push(await settle({ name: `P${at}`, place: at % 2 === 0 ? 'Lisboa' : 'Porto' }))
  const post = postOf(people[0]?.account.account ?? reader().account)
  for (const [at, { account }] of people.entries()) {
    const next = people[(at + 1) % people.length]?.account.account ?? account.account
    const said = Array.from({ length: 5 }, (_, one) => appreciate(post, 1_000 + at * 7 + one))
    await bring(await writeEntries(account, 0, [...said, { kind: 'follow', atMs: 5, account: next }]))
  }
  return { people, post }
}

describe('the index', () => {
  it('answers the same after it was deleted, killed or damaged, page by page', async () => {
    await start()
    const { people, post } = await settleATown()
    const keys = [targetKeyOf(post), personKeyOf(people[1]?.account.account ?? reader().account)]
    const questions: readonly Partial<PeopleQuestion>[] = [{}, { place: 'Porto' }, { text: 'p1' }]
    const everything = async () => ({
      people: await Promise.all(questions.map(async question => withoutTimes(await http().people(question)))),
      references: await http().references(...keys),
    })
    await expect
      .poll(async () => flat(await http().references(keys[0] ?? new Uint8Array())).length, patiently)
      .toBe(300)
    await expect.poll(async () => (await found())?.length, patiently).toBe(60)
    const before = await everything()
    expect(before.people.map(pages => pages?.map(page => page.people.length))).toEqual([[40, 20], [30], [11]])
    expect(before.references?.map(page => page.length)).toEqual([200, 101])

    const file = join(indexFolder(), 'index')
    await startAgain('SIGKILL')
    await expect.poll(everything, patiently).toEqual(before)
    await startAgain('SIGTERM', () => rm(indexFolder(), { recursive: true }))
    await expect.poll(everything, patiently).toEqual(before)
    await startAgain('SIGTERM', async () => {
      const bytes = await readFile(file)
      await writeFile(file, bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1))
    })
    await expect.poll(everything, patiently).toEqual(before)
    expect(relay().stderr()).toContain('"event":"directory-damaged"')
    await startAgain('SIGKILL', () => writeFile(file, randomBytes(5_000)))
    await expect.poll(everything, patiently).toEqual(before)
  }, 300_000)
})

describe('what was said about something', () => {
  it('ten thousand times by one account does not crowd out what others said once', async () => {
    await start()
    const [loud, calm] = [await settle({ name: 'Loud' }), await settle({ name: 'Calm' })]
    const post = postOf(reader().account)
    await bring(await writeEntries(calm.account, 0, [appreciate(post, 1)]))
    for (let segment = 0; segment < 40; segment++) {
      const said = Array.from({ length: 250 }, (_, at) => appreciate(post, 1_000_000 + segment * 250 + at))
      await bring(await writeEntries(loud.account, segment, said))
    }
    const pages = () => http().references(targetKeyOf(post))
    const newest = async () => flat(await pages())[0]?.segment
    await expect.poll(newest, patiently).toBe(39)
    const all = flat(await pages())
    expect(all.map(nameOf)).toEqual([...Array.from({ length: 20 }, () => 'Loud'), 'Calm'])
    expect(flat(await http().references(personKeyOf(reader().account)))).toHaveLength(21)
  }, 300_000)

  it('leaves with its entry, and what is about nothing harms nobody', async () => {
    await start()
    const ana = await settle({ name: 'Ana' })
    const nowhere = postOf(new Uint8Array(32).fill(7) as AccountId)
    const here = postOf(reader().account)
    const journal = await writeEntries(ana.account, 0, [appreciate(nowhere), appreciate(here)])
    await bring(journal)
    const about = async (...keys: readonly Uint8Array[]) => flat(await http().references(...keys)).length
    await expect.poll(() => about(targetKeyOf(here)), patiently).toBe(1)
    expect(await about(targetKeyOf(nowhere), personKeyOf(nowhere.account))).toBe(2)
    expect(await about(new Uint8Array(16), personKeyOf(ana.account.account))).toBe(0)
    const of = flat(await http().references(targetKeyOf(here)))[0]?.id ?? newEntryId()
    await bring(await writeEntries(ana.account, 1, [{ kind: 'delete', atMs: 1, of }]))
    await expect.poll(() => about(targetKeyOf(here), personKeyOf(reader().account)), patiently).toBe(0)
  }, 300_000)
})
