/** Any interleaving of edits, deliveries, lost connections and forgetting ends in one and the same document. */
import * as Automerge from '@automerge/automerge'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDevice,
  copyOf,
  createAccount,
  edit,
  editUnsealed,
  newOwnedDoc,
  type SealedDoc,
} from '../support/sealed-doc.ts'
import { createRoom, type Member } from '../support/sync-room.ts'

const slow = process.env['SLOW'] === '1'
const memberCount = 4

type Move =
  | { readonly type: 'edit'; readonly who: number; readonly value: number }
  | { readonly type: 'edit-unsealed'; readonly who: number; readonly value: number }
  | { readonly type: 'deliver'; readonly who: number; readonly steps: number }
  | { readonly type: 'reconnect'; readonly who: number }
  | { readonly type: 'resume'; readonly who: number; readonly anew: boolean }
  | { readonly type: 'new-reader' }
  | { readonly type: 'forget' }

const who = fc.nat({ max: memberCount - 1 })
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('edit' as const), who, value: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('edit-unsealed' as const), who, value: fc.nat() }) },
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant('deliver' as const),
      who,
      steps: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('reconnect' as const), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('resume' as const), who, anew: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ type: 'new-reader' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'forget' as const }) },
)

/** Never twice the same, for an edit that changes nothing makes no change. */
let written = 0
const write = (value: number) => (draft: Record<string, unknown>) => {
  draft[`field ${value % 7}`] = ++written
}

test('peers converge through the relay, whatever the order, and then fall silent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { maxLength: 60 }),
      fc.array(fc.boolean(), { minLength: memberCount, maxLength: memberCount }),
      fc.integer({ min: 200, max: 4_000 }),
      fc.infiniteStream(fc.nat()),
      async (moves, stock, messageBytes, choices) => {
        const room = await createRoom({ documentLimits: { idleMs: 10, messageBytes } })
        const alice = await createAccount()
        const devices = [alice.first, await addDevice(alice)]
        room.join(alice.identity)
        await room.settle()
        const start = newOwnedDoc(alice.account)
        const docs = Array.from({ length: memberCount }, () => copyOf(start))
        const members: Member[] = docs.map((sealed, index) =>
          room.join(sealed, { stock: stock[index] === true }),
        )
        const readers: Member[] = []
        const deviceOf = (index: number) => devices[index % devices.length] ?? alice.first
        const at = <T>(items: readonly T[], index: number): T => {
          const item = items[index]
          if (item === undefined) throw new Error('no such member')
          return item
        }
        for (const one of moves) {
          switch (one.type) {
            case 'edit':
              await edit(deviceOf(one.who), at(docs, one.who), write(one.value))
              break
            case 'edit-unsealed':
              editUnsealed(at(docs, one.who), write(one.value))
              break
            case 'deliver':
              for (let step = 0; step < one.steps; step++) await at(members, one.who).step()
              break
            case 'reconnect':
              members[one.who] = at(members, one.who).rejoin()
              break
            case 'resume':
              if (one.anew) members[one.who] = at(members, one.who).rejoin()
              await at(members, one.who).resume()
              break
            case 'new-reader':
              readers.push(room.join({ ...start, doc: Automerge.init() }))
              break
            case 'forget':
              room.clock.advance(20)
              break
          }
        }
        for (const [index, sealed] of docs.entries()) await edit(deviceOf(index), sealed, write(index))
        await room.settle(count => (choices.next().value ?? 0) % count)
        const everybody: readonly SealedDoc[] = [...docs, ...readers.map(({ sealed }) => sealed)]
        const heads = Automerge.getHeads(at(docs, 0).doc).toSorted()
        for (const { doc } of everybody) expect(Automerge.getHeads(doc).toSorted()).toEqual(heads)
        for (const member of [...members, ...readers])
          expect([member.violations, member.refusals]).toEqual([[], []])
        expect(await room.settle()).toBe(0)
      },
    ),
    { numRuns: slow ? 600 : 25 },
  )
})
