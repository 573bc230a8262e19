import { expect, test } from 'vitest'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import { createRosters } from '../../../../sync-server/documents/rosters.ts'

test('a roster that would hold more than may be asked about begins anew', () => {
  const rosters = createRosters(createManualClock(), { rosterBytes: 1 << 24, rosterMs: 60_000 })
  const key16 = new Uint8Array(16)
  const docs = (count: number) => Array.from({ length: count }, (_, n) => n.toString(16).padStart(32, '0'))
  const nothing = { count: 0, members: [], digests: new Uint8Array() }
  const { name } = rosters.use('phone', key16, { name: '', ...nothing }, docs(limits.resumedDocuments))
  const asked = { ...nothing, name, count: limits.resumedDocuments }
  expect(rosters.use('phone', key16, asked, [])).toEqual({ name, members: [] })
  const more = rosters.use('phone', key16, asked, docs(1))
  expect(more.members).toBeNull()
  expect(more.name).not.toBe(name)
})
