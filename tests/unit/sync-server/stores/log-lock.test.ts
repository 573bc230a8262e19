import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLogStore } from '../../../../sync-server/stores/log-store.ts'
import { append, idOf, open, temporaryDirectory, textsOf } from './log-support.ts'

test('a directory is open once; the second is told who has it', async () => {
  const directory = await temporaryDirectory()
  const { store } = await open(directory)
  await append(store, idOf(1), 'a')
  const locked = { ok: false, error: { type: 'store-locked', pid: process.pid } }
  expect(await openLogStore({ directory })).toEqual(locked)
  expect(await openLogStore({ directory })).toEqual(locked)
  await store.close()
  const again = await open(directory)
  expect(await textsOf(again.store, idOf(1))).toEqual(['a'])
  await again.store.close()
})

test('another process that lives keeps it; one that died does not', async () => {
  const directory = await temporaryDirectory()
  const { store } = await open(directory)
  const own = await readFile(join(directory, 'lock'), 'latin1')
  await store.close()
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(other, 'spawn')
  if (other.pid === undefined) throw new Error('no process')
  const stat = await readFile(`/proc/${other.pid}/stat`, 'latin1').catch(() => null)
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  const [, ownStart = ''] = own.split(' ')
  const otherStart = start === undefined ? '-' : `${ownStart.split(':')[0]}:${start}`
  const lock = `${other.pid} ${otherStart} 00112233445566778899aabbccddeeff`
  await writeFile(join(directory, 'lock'), lock)
  expect(await openLogStore({ directory })).toEqual({
    ok: false,
    error: { type: 'store-locked', pid: other.pid },
  })
  other.kill('SIGKILL')
  await once(other, 'close')
  const again = await open(directory)
  await again.store.close()
})

test.each([
  ['an empty one', ''],
  ['garbage', 'who knows'],
  ['one of this pid in an earlier life', `${process.pid} - 00112233445566778899aabbccddeeff`],
  ['one whose pid belongs to another program now', `${process.ppid} then:1 00112233445566778899aabbccddeeff`],
])('a lock left behind does not keep a relay from starting: %s', async (_, lock) => {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, 'lock'), lock)
  const { store } = await open(directory)
  expect(await append(store, idOf(1), 'a')).toEqual({ ok: true, value: null })
  await store.close()
})
