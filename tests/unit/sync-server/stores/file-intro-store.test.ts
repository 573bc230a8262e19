import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFileIntroStore } from '../../../../sync-server/stores/file-intro-store.ts'
import type { IntroStore } from '../../../../sync-server/stores/intro-store.ts'
import type { StoreFileSystem } from '../../../../sync-server/stores/log/file-system.ts'
import { introRow, rowTexts } from '../../../contracts/relay-intro-store.contract.ts'
import { type Operation, systemError, temporaryDirectory, watchedFileSystem } from './log-support.ts'

const pathIn = (directory: string): string => join(directory, 'intros')

const open = async (directory: string, files?: StoreFileSystem) => {
  const damaged: number[] = []
  const opened = await openFileIntroStore({
    directory,
    onDamaged: bytes => damaged.push(bytes),
    ...(files === undefined ? {} : { files }),
  })
  if (!opened.ok) throw new Error(opened.error.type)
  return { store: opened.value, damaged }
}
const put = (store: IntroStore, ...texts: readonly string[]) =>
  store.write({ put: texts.map((text, at) => introRow('open', at, 1, text)) })
const full = { ok: false, error: { type: 'store-full' } }
const done = { ok: true, value: null }

describe('the file of intros', () => {
  test('cut at any byte begins again with the last whole write, and is written to', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory)
    await put(store, 'a')
    const { size } = await stat(pathIn(directory))
    await put(store, 'b')
    await store.close()
    const whole = await readFile(pathIn(directory))
    for (let length = size; length < whole.length; length++) {
      await writeFile(pathIn(directory), whole)
      await truncate(pathIn(directory), length)
      const cut = await open(directory)
      expect([rowTexts(cut.store), cut.damaged]).toEqual([['open 0 1 a'], []])
      await cut.store.write({ put: [introRow('blocked', 7, 7)] })
      await cut.store.close()
      const again = await open(directory)
      expect(rowTexts(again.store)).toEqual(['open 0 1 a', 'blocked 7 7 '])
      await again.store.close()
    }
  })

  test('damaged in the middle loses that write alone, and says so', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory)
    await store.write({ put: [introRow('open', 1, 1)] })
    const { size } = await stat(pathIn(directory))
    await store.write({ put: [introRow('open', 2, 1)] })
    const after = (await stat(pathIn(directory))).size
    await store.write({ put: [introRow('open', 3, 1)] })
    await store.close()
    const whole = await readFile(pathIn(directory))
    for (let at = size; at < after; at += 7) {
      await writeFile(pathIn(directory), whole.with(at, (whole[at] ?? 0) ^ 1))
      const found = await open(directory)
      expect([rowTexts(found.store), found.damaged]).toEqual([['open 1 1 ', 'open 3 1 '], [after - size]])
      await found.store.close()
    }
  })

  test('stays within a few times what is kept, however often that changes', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory)
    for (let round = 0; round < 400; round++) await put(store, 'x'.repeat(1_000))
    expect((await stat(pathIn(directory))).size).toBeLessThan(80_000)
    await store.close()
    const again = await open(directory)
    expect(rowTexts(again.store)).toEqual([`open 0 1 ${'x'.repeat(1_000)}`])
    await again.store.close()
  })
})

/** A disk that refuses what `refused` names, after taking `bytes` of a write. */
const troubledDisk = () => {
  const trouble = { refused: new Set<Operation>(), bytes: 0 }
  const files = watchedFileSystem(operation =>
    trouble.refused.has(operation) ? { bytes: trouble.bytes, error: systemError('ENOSPC') } : null,
  )
  return { files, trouble }
}

describe('the file of intros on a full disk', () => {
  test.each([
    ['write', 0],
    ['write', 20],
    ['write', 10_000],
    ['datasync', 0],
  ] as const)(
    'refuses at %s after %i bytes, goes on when there is room, and a crash shows nothing refused',
    async (operation, bytes) => {
      const directory = await temporaryDirectory()
      const { files, trouble } = troubledDisk()
      const { store } = await open(directory, files)
      await put(store, 'a')
      trouble.refused.add(operation)
      trouble.bytes = bytes
      expect(await put(store, 'refused')).toEqual(full)
      expect(rowTexts(store)).toEqual(['open 0 1 a'])
      const afterCrash = await open(directory)
      expect([rowTexts(afterCrash.store), afterCrash.damaged]).toEqual([['open 0 1 a'], []])
      await afterCrash.store.close()
      trouble.refused.clear()
      expect(await put(store, 'b')).toEqual(done)
      await store.close()
      const again = await open(directory)
      expect(rowTexts(again.store)).toEqual(['open 0 1 b'])
      await again.store.close()
    },
  )

  test.each(['create', 'write', 'datasync', 'rename', 'syncDirectory'] as const)(
    'keeps the old file when writing it anew stops at %s',
    async operation => {
      const directory = await temporaryDirectory()
      const { store: before } = await open(directory)
      await put(before, 'a')
      await before.close()
      const { files, trouble } = troubledDisk()
      const { store } = await open(directory, files)
      trouble.refused.add(operation)
      expect(await put(store, 'refused')).toEqual(full)
      const afterCrash = await open(directory)
      expect(rowTexts(afterCrash.store)).toEqual(['open 0 1 a'])
      await afterCrash.store.close()
      trouble.refused.clear()
      expect(await put(store, 'b')).toEqual(done)
      await store.close()
    },
  )
})
