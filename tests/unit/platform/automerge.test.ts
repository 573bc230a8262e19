import { from, save, load } from '@automerge/automerge/slim'
import { expect, test } from 'vitest'
import { loadAutomerge } from '../../../src/platform/node/automerge.ts'

test('the slim build of Automerge works in Node once loaded, however often it is asked for', async () => {
  await Promise.all([loadAutomerge(), loadAutomerge()])
  await loadAutomerge()
  const bytes = save(from({ count: 1 }))
  expect(load<{ count: number }>(bytes).count).toBe(1)
})
