import { expect, it } from 'vitest'
import { nodeBlobFileSystem } from '../../../../../sync-server/stores/blobs/file-system.ts'
import { alice, bytesOf, createWorld, put } from './blob-store-support.ts'

it('uploads that ask for room at the same moment do not get the same room', async () => {
  const world = await createWorld({ accountBytes: 10_000 })
  const blobs = [1, 2, 3].map(seed => bytesOf(4_000, seed))
  let asking = 0
  let letGo = (): void => {}
  const allAsk = new Promise<void>(resolve => (letGo = resolve))
  const store = world.open({
    ...nodeBlobFileSystem,
    // None of them is there; all hear so at once, and go on side by side.
    touch: async (path, atMs) => {
      if (!path.includes('/held/')) return nodeBlobFileSystem.touch(path, atMs)
      if (++asking === blobs.length) letGo()
      await allAsk
      return false
    },
  })
  const answers = await Promise.all(blobs.map(bytes => put(store, alice, bytes)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
  expect(answers).toContainEqual({ ok: false, error: { type: 'over-quota' } })
  expect(await store.usedBytes(alice)).toBe(8_000)
  await store.close()
})
