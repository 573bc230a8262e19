/** Intros on a relay: whom they reach and when, what their senders are told, and what a block does. */
import { describe, expect, it } from 'vitest'
import { addDevice, createAccount } from '../support/sealed-doc.ts'
import { introduce, introIn, introOf, setIntroStage, tagOf, tags, verdict } from '../support/intro-stage.ts'

const { startAgain, listen, introsKept, alice, bob } = setIntroStage()

describe('an intro', () => {
  it('reaches every device of the addressee that is there, as it was signed', async () => {
    const second = await addDevice(bob())
    const sender = await listen(alice())
    const devices = [await listen(bob()), await listen(bob(), second)]
    const record = await introOf(alice(), bob())
    expect(await introduce(sender, record)).toBe('kept')
    for (const device of devices) await expect.poll(() => device.intros()).toEqual([introIn(record)])
    expect(sender.intros()).toEqual([])
    expect(await introsKept()).toBe(1)
  })

  it('waits for the next sign-in, over a relay that was killed, until it is taken', async () => {
    const record = await introOf(alice(), bob())
    expect(await introduce(await listen(alice()), record)).toBe('kept')
    await startAgain('SIGKILL')
    expect(tags(await listen(bob()))).toEqual([tagOf(record)])
    const device = await listen(bob())
    expect(tags(device)).toEqual([tagOf(record)])
    await verdict(device, introIn(record), 'taken')
    await expect.poll(introsKept).toBe(0)
    expect(tags(await listen(bob()))).toEqual([])
  })

  it('that was taken is told to a sender who is there', async () => {
    const [sender, device] = [await listen(alice()), await listen(bob())]
    const record = await introOf(alice(), bob())
    await introduce(sender, record)
    await verdict(device, introIn(record), 'taken')
    await expect.poll(() => sender.states()).toEqual(['kept', 'delivered'])
    expect(sender.heard.at(-1)).toEqual({
      type: 'intro-state',
      to: bob().account,
      tag: introIn(record).tag,
      state: 'delivered',
    })
  })

  it('that was taken while the sender was away is told at the next sign-in, over a restart, and then no more', async () => {
    const record = await introOf(alice(), bob())
    const sender = await listen(alice())
    await introduce(sender, record)
    await sender.client.close()
    await verdict(await listen(bob()), introIn(record), 'taken')
    await startAgain()
    const again = await listen(alice())
    await expect.poll(() => again.states()).toEqual(['delivered'])
    await again.settle()
    const last = await listen(alice())
    await last.settle()
    expect(last.states()).toEqual([])
  })

  it('said again is answered again, and stays one', async () => {
    const sender = await listen(alice())
    const record = await introOf(alice(), bob())
    expect([await introduce(sender, record), await introduce(sender, record)]).toEqual(['kept', 'kept'])
    expect(tags(await listen(bob()))).toEqual([tagOf(record)])
  })

  it('takes the place of the one before it between the same two', async () => {
    const sender = await listen(alice())
    const [older, newer] = [await introOf(alice(), bob()), await introOf(alice(), bob())]
    await introduce(sender, older)
    await introduce(sender, newer)
    const device = await listen(bob())
    expect(tags(device)).toEqual([tagOf(newer)])
    await verdict(device, introIn(older), 'taken')
    expect(await introsKept()).toBe(1)
  })

  it('that its sender withdrew is gone, and nobody is told', async () => {
    const [sender, device] = [await listen(alice()), await listen(bob())]
    const record = await introOf(alice(), bob())
    await introduce(sender, record)
    await expect.poll(() => device.intros().length).toBe(1)
    sender.client.send({ type: 'intro-withdrawn', to: bob().account, tag: introIn(record).tag })
    await expect.poll(introsKept).toBe(0)
    await device.settle()
    expect(device.heard).toHaveLength(1)
    expect(tags(await listen(bob()))).toEqual([])
  })

  it('cannot be taken or withdrawn by anybody else', async () => {
    const eve = await createAccount()
    const [sender, other] = [await listen(alice()), await listen(eve)]
    const record = await introOf(alice(), bob())
    await introduce(sender, record)
    await verdict(other, introIn(record), 'taken')
    other.client.send({ type: 'intro-withdrawn', to: bob().account, tag: introIn(record).tag })
    await other.settle()
    expect([await introsKept(), other.intros().length]).toEqual([1, 0])
  })
})

describe('somebody who is blocked', () => {
  it('is told what others are told, and reaches nobody, over restarts, until unblocked', async () => {
    const device = await listen(bob())
    const first = await introOf(alice(), bob())
    await introduce(await listen(alice()), first)
    await verdict(device, introIn(first), 'blocked')
    await expect.poll(introsKept).toBe(0)
    await startAgain('SIGKILL')
    const sender = await listen(alice())
    const second = await introOf(alice(), bob())
    expect([await introduce(sender, second), await introduce(sender, second)]).toEqual(['kept', 'kept'])
    expect(await introsKept()).toBe(0)
    const later = await listen(bob())
    expect(later.intros()).toEqual([])
    await verdict(later, introIn(first), 'unblocked')
    await startAgain()
    expect(await introduce(await listen(alice()), second)).toBe('kept')
    expect(tags(await listen(bob()))).toEqual([tagOf(second)])
  })

  it('may still be written to, and others may still write', async () => {
    const eve = await createAccount()
    const device = await listen(bob())
    device.client.send({
      type: 'intro-verdict',
      from: eve.account,
      tag: new Uint8Array(32),
      verdict: 'blocked',
    })
    await device.settle()
    expect(await introduce(await listen(eve), await introOf(eve, bob()))).toBe('kept')
    expect(await introduce(await listen(alice()), await introOf(alice(), bob()))).toBe('kept')
    await introduce(device, await introOf(bob(), eve))
    await expect.poll(() => device.intros().length).toBe(1)
    expect((await listen(eve)).intros()).toHaveLength(1)
  })
})
