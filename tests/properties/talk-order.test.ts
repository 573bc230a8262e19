/** Envelopes that arrive in any order, in any batches, end as the same thread, read and counted the same. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ThreadItem } from '../../src/core/api.ts'
import type { Arrival } from '../../src/core/chat/chat-types.ts'
import type { PlainBody } from '../../src/protocol/rooms/plain-types.ts'
import { contactWith, directWith } from '../unit/core/chat/talk/talk-parties.ts'
import { openTalk } from '../unit/core/chat/talk/talk-world.ts'
import { createVoice, opened, startMs, type Voice } from '../unit/core/chat/talk/voices.ts'

const runs = process.env['SLOW'] === '1' ? 1_500 : 60

const kinds = ['text', 'text', 'text', 'edit', 'delete', 'react', 'got', 'dark'] as const

interface Step {
  readonly kind: (typeof kinds)[number]
  readonly who: number
  /** Which earlier envelope it is about, and which it had seen. */
  readonly about: number
  readonly seen: readonly number[]
  /** How far its author's clock is off. */
  readonly offMs: number
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  who: fc.nat({ max: 3 }),
  about: fc.nat({ max: 50 }),
  seen: fc.array(fc.nat({ max: 50 }), { maxLength: 2 }),
  offMs: fc.oneof(
    fc.integer({ min: -2_000, max: 2_000 }),
    fc.constantFrom(-40, -1, 1, 5, 40).map(years => years * 366 * 24 * 60 * 60_000),
  ),
})

const bodyOf = (kind: Step['kind'], about: Arrival | undefined, index: number): PlainBody => {
  if (about === undefined || kind === 'text' || kind === 'dark') {
    return { type: 'text', text: `words ${index}`, replyTo: about?.id ?? null }
  }
  switch (kind) {
    case 'edit':
      return { type: 'edit', target: about.id, text: `edited ${index}` }
    case 'delete':
      return { type: 'delete', target: about.id }
    case 'react':
      return { type: 'react', target: about.id, emoji: index % 3 === 0 ? null : `emoji ${index % 2}` }
    case 'got':
      return { type: 'got', kind: 'delivered', marks: [[about.header.chain, about.header.n]] }
  }
}

/** Four devices of two people, each of which may have seen anything said before. */
const tell = (
  steps: readonly Step[],
): readonly { readonly final: Arrival; readonly dark: Arrival | null }[] => {
  const voices: readonly Voice[] = [
    createVoice('Ana'),
    createVoice('Ana', 'laptop'),
    createVoice('Bo'),
    createVoice('Bo', 'tablet'),
  ]
  const told: { final: Arrival; dark: Arrival | null }[] = []
  for (const [index, { kind, who, about, seen, offMs }] of steps.entries()) {
    const voice = voices[who] ?? createVoice('nobody')
    const at = (pick: number): Arrival | undefined => told[pick % Math.max(1, told.length)]?.final
    const body = bodyOf(kind, at(about), index)
    const atMs = Math.max(0, startMs + index * 100 + offMs)
    const saw = seen.flatMap(pick => at(pick) ?? []).filter(one => one.author !== voice.account)
    if (kind === 'dark') {
      const dark = voice.say(body, { atMs, seen: saw, unreadable: 'no-key' })
      told.push({ final: opened(dark, body, atMs), dark })
    } else {
      told.push({ final: voice.say(body, { atMs, seen: saw }), dark: null })
    }
  }
  return told
}

interface Ending {
  readonly items: readonly ThreadItem[]
  readonly unread: number
  readonly preview: string
}

const listen = async (arrivals: readonly Arrival[], batches: readonly number[]): Promise<Ending> => {
  const bo = createVoice('Bo')
  const c = directWith(bo)
  const talk = await openTalk({ contacts: [contactWith(bo)], own: createVoice('Ana', 'own') })
  talk.setContacts(contactWith(bo))
  let from = 0
  for (let turn = 0; from < arrivals.length; turn++) {
    const size = 1 + (batches[turn % batches.length] ?? 0)
    await talk.bring(c, ...arrivals.slice(from, from + size))
    from += size
  }
  const { items, unread } = await talk.chat.thread({
    type: 'thread',
    conversation: c,
    place: { kind: 'newest' },
    older: 400,
    newer: 0,
  })
  const { preview } = await talk.card(c)
  await talk.close()
  return { items: items.filter(({ kind }) => kind === 'message'), unread, preview }
}

test('any order of arrivals gives the same thread', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 24 }).chain(steps =>
        fc.record({
          steps: fc.constant(steps),
          order: fc.shuffledSubarray(
            steps.map((_, index) => index),
            { minLength: steps.length, maxLength: steps.length },
          ),
          batches: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 }),
        }),
      ),
      async ({ steps, order, batches }) => {
        const told = tell(steps)
        const inTurn = told.map(({ final }) => final)
        const darkFirst = order.flatMap(index => told[index]?.dark ?? [])
        const shuffled = [...darkFirst, ...order.flatMap(index => told[index]?.final ?? [])]
        expect(await listen(shuffled, batches)).toEqual(await listen(inTurn, [0]))
      },
    ),
    { numRuns: runs },
  )
})
