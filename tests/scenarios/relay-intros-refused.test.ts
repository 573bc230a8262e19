/** Intros that a relay does not take: old, too many, or such as no honest client sends. */
import { describe, expect, it } from 'vitest'
import type { SignedRecord } from '../../src/protocol/records/record.ts'
import { addDevice, createAccount } from '../support/sealed-doc.ts'
import { introduce, introOf, setIntroStage, tags } from '../support/intro-stage.ts'

const tooManyViolations = 1008

const { startAgain, listen, introsKept, alice, bob } = setIntroStage()

describe('an intro that is refused', () => {
  it('comes from a day that is over, or goes to oneself', async () => {
    const sender = await listen(alice())
    const old = await introOf(alice(), bob(), { atMs: Date.now() - 25 * 3_600_000 })
    const early = await introOf(alice(), bob(), { atMs: Date.now() + 25 * 3_600_000 })
    const own = await introOf(alice(), alice())
    for (const record of [old, early, own]) expect(await introduce(sender, record)).toBe('not-taken')
    expect(await introsKept()).toBe(0)
  })

  it('is one too many for its addressee, whoever sends it', async () => {
    await startAgain('SIGTERM', { GESSO_INTROS_PER_ADDRESSEE: '2' })
    const answers: (string | undefined)[] = []
    for (let count = 0; count < 3; count++) {
      const account = await createAccount()
      answers.push(await introduce(await listen(account), await introOf(account, bob())))
    }
    expect(answers).toEqual(['kept', 'kept', 'too-many'])
  })

  it('is one too many of its sender in a day, whomever it is for', async () => {
    await startAgain('SIGTERM', { GESSO_INTROS_PER_SENDER_A_DAY: '2' })
    const sender = await listen(alice())
    const answers: (string | undefined)[] = []
    for (let count = 0; count < 3; count++)
      answers.push(await introduce(sender, await introOf(alice(), await createAccount())))
    expect(answers).toEqual(['kept', 'kept', 'too-many'])
  })
})

describe('an intro that no honest client sends', () => {
  const expectViolation = async (record: SignedRecord): Promise<void> => {
    await startAgain('SIGTERM', { GESSO_MAX_VIOLATIONS: '1' })
    const sender = await listen(alice())
    sender.client.send({ type: 'intro', record })
    await sender.settle()
    sender.client.send({ type: 'intro', record })
    expect(await sender.client.socket.closed).toEqual({ code: tooManyViolations })
    expect([sender.states(), await introsKept(), tags(await listen(bob()))]).toEqual([[], 0, []])
  }

  it('is signed by another key', async () => {
    const eve = await createAccount()
    await expectViolation(
      await introOf(alice(), bob(), {}, { publicKey: alice().first.publicKey, sign: eve.first.sign }),
    )
  })

  it('is of another account', async () => {
    await expectViolation(await introOf(await createAccount(), bob()))
  })

  it('is of another device of the same account', async () => {
    await expectViolation(await introOf(alice(), bob(), {}, await addDevice(alice())))
  })

  it('was altered on its way', async () => {
    const record = await introOf(alice(), bob())
    await expectViolation({ ...record, body: [...record.body.slice(0, 5), Date.now() + 1] })
  })

  it('is another record altogether', async () => {
    await expectViolation(alice().genesisRecord)
  })
})
