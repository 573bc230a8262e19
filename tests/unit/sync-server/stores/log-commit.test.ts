import { expect, test } from 'vitest'
import { nodeFileSystem, type StoreFileSystem } from '../../../../sync-server/stores/log/file-system.ts'
import { append, idOf, open, temporaryDirectory, textsOf, unwatched } from './log-support.ts'

/** A disk whose syncs of segments wait for `letGo`. */
const slowDisk = () => {
  let held: (() => void)[] = []
  let isHolding = false
  let syncs = 0
  const files: StoreFileSystem = {
    ...nodeFileSystem,
    open: async (path, mode) => {
      const file = await nodeFileSystem.open(path, mode)
      return {
        ...unwatched(file),
        datasync: async () => {
          if (isHolding) await new Promise<void>(resolve => held.push(resolve))
          await file.datasync()
          if (path.endsWith('.log')) syncs++
        },
      }
    },
  }
  const letGo = () => {
    isHolding = false
    for (const go of held) go()
    held = []
  }
  return {
    files,
    hold: () => (isHolding = true),
    letGo,
    waiting: () => held.length,
    syncs: () => syncs,
  }
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(resolve => setImmediate(resolve))
}

test('nothing is answered or seen before it is synced', async () => {
  const disk = slowDisk()
  const { store } = await open(await temporaryDirectory(), { files: disk.files })
  await append(store, idOf(1), 'a')
  disk.hold()
  let isAnswered = false
  const answer = append(store, idOf(1), 'b').then(() => (isAnswered = true))
  await until(() => disk.waiting() === 1)
  expect(await textsOf(store, idOf(1))).toEqual(['a'])
  expect(isAnswered).toBe(false)
  disk.letGo()
  await answer
  expect(await textsOf(store, idOf(1))).toEqual(['a', 'b'])
  await store.close()
})

test('writes that wait together share one sync', async () => {
  const disk = slowDisk()
  const { store } = await open(await temporaryDirectory(), { files: disk.files })
  await append(store, idOf(0), 'a')
  const before = disk.syncs()
  disk.hold()
  const first = append(store, idOf(1), 'a')
  await until(() => disk.waiting() === 1)
  const others = Array.from({ length: 300 }, (_, at) => append(store, idOf(at), 'b'))
  disk.letGo()
  await Promise.all([first, ...others])
  expect(disk.syncs() - before).toBe(2)
  await store.close()
})
