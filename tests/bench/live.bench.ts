/**
 * From an edit to another person's screen, between two whole cores and our relay, against two whole `Repo`s
 * and the official sync server. What is timed here includes sealing, writing to storage, the gate and the
 * reader's row. One after the other on one machine; the edits do not overlap.
 */
import { type AutomergeUrl, type DocHandle, type PeerId, Repo } from '@automerge/automerge-repo'
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket'
import type { CoreApi } from '../../src/core/api.ts'
import { createCore } from '../../src/core/create-core.ts'
import { createMemoryPorts } from '../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../src/platform/node/automerge.ts'
import { createNodeNetwork } from '../../src/platform/node/network.ts'
import { limits } from '../../src/protocol/limits.ts'
import { percentileOf } from './measure.ts'
import { buildRelay, gessoRelay, officialServer, startServer } from './relay/server-process.ts'

const edits = Number(process.env['EDITS'] ?? 200)
const pauseMs = 25

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Resolves with the time at which `arrive` was called for each value in turn. */
const createArrivals = () => {
  const waiting = new Map<string, (atMs: number) => void>()
  return {
    expect: (value: string) => new Promise<number>(resolve => waiting.set(value, resolve)),
    arrive(value: string) {
      waiting.get(value)?.(performance.now())
      waiting.delete(value)
    },
  }
}

const timeEdits = async (
  edit: (value: string) => unknown,
  arrivals: ReturnType<typeof createArrivals>,
): Promise<readonly number[]> => {
  const delays: number[] = []
  for (let index = 0; index < edits; index++) {
    const value = `value ${index}`
    const arrived = arrivals.expect(value)
    const start = performance.now()
    await edit(value)
    delays.push((await arrived) - start)
    await pause(pauseMs)
  }
  return delays.slice(Math.floor(edits / 10))
}

const cores = async (): Promise<readonly number[]> => {
  await buildRelay()
  const server = await startServer(gessoRelay)
  const relay = `ws://127.0.0.1:${server.port}/sync`
  const network = createNodeNetwork({ maxFrameBytes: limits.frameBytes })
  const start = (): Promise<CoreApi> => createCore(createMemoryPorts({ defaultRelay: relay, network }))
  const [writer, reader] = [await start(), await start()]
  const made = await writer.run({
    type: 'account.create',
    name: 'Writer',
    passphrase: null,
    deviceName: 'bench',
  })
  const other = await reader.run({
    type: 'account.create',
    name: 'Reader',
    passphrase: null,
    deviceName: 'bench',
  })
  if (!made.ok || !other.ok) throw new Error('no account')
  const arrivals = createArrivals()
  const shown = arrivals.expect('')
  const stop = reader.watch({ type: 'profile', account: made.value.account }, row => {
    if (row.kind === 'shown') arrivals.arrive(row.profile.place)
  })
  await shown
  const edit = (value: string) => writer.run({ type: 'profile.edit', edit: { field: 'place', value } })
  const delays = await timeEdits(edit, arrivals)
  stop()
  await server.stop()
  return delays
}

const repos = async (): Promise<readonly number[]> => {
  const server = await startServer(officialServer)
  const start = (name: string): Repo =>
    new Repo({
      network: [new WebSocketClientAdapter(`ws://127.0.0.1:${server.port}`)],
      peerId: name as PeerId,
    })
  const [writer, reader] = [start('writer'), start('reader')]
  const written = writer.create<{ place: string }>({ place: '' })
  const read = await findOnceThere<{ place: string }>(reader, written.url)
  const arrivals = createArrivals()
  read.on('change', ({ doc }) => arrivals.arrive(doc.place))
  const edit = (value: string): void => written.change(doc => void (doc.place = value))
  const delays = await timeEdits(edit, arrivals)
  await Promise.all([writer.shutdown(), reader.shutdown()])
  await server.stop()
  return delays
}

/** `find` gives up on what the server has not heard of yet, and a later try works. */
const findOnceThere = async <T>(repo: Repo, url: AutomergeUrl): Promise<DocHandle<T>> => {
  for (let attempt = 1; ; attempt++) {
    await pause(1_000)
    try {
      return await repo.find<T>(url)
    } catch (error) {
      if (attempt === 10) throw error
    }
  }
}

await loadAutomerge()
const ours = await cores()
const theirs = await repos()
for (const [name, share] of [
  ['p50', 0.5],
  ['p99', 0.99],
] as const) {
  const [a, b] = [percentileOf(ours, share), percentileOf(theirs, share)]
  console.log(
    `${name}: cores ${a.toFixed(1)} ms, Repos ${b.toFixed(1)} ms; ratio ${(a / b).toFixed(2)} (to reach: 0.25)`,
  )
}
process.exit(0)
