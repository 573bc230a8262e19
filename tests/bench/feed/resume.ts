/**
 * A device that comes back to many documents of which few have changed: one question and the changed ones, against a
 * sync message for each. Both in this process, the relay in one of its own; in turns, each from what it had before.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { docIdOf, type Replica } from '../../../src/core/documents/index.ts'
import type { Network } from '../../../src/core/ports.ts'
import { loadAutomerge } from '../../../src/platform/node/automerge.ts'
import { createNodeNetwork } from '../../../src/platform/node/network.ts'
import { limits } from '../../../src/protocol/limits.ts'
import type { DocumentGenesis } from '../../../src/protocol/records/document-genesis.ts'
import { createAccount, type TestAccount } from '../../support/sealed-doc.ts'
import { createSyncedDevice, numberedGenesis, type SyncedDevice } from '../../unit/core/sync/synced-device.ts'
import { cpuNowMs, medianOf } from '../measure.ts'
import { buildRelay, gessoRelay, type ServerProcess, startServer } from '../relay/server-process.ts'
import { syncEach } from './each-by-itself.ts'

export interface ResumeSizes {
  readonly documents: number
  readonly changed: number
  /** Edits in each document at first. */
  readonly edits: number
  readonly rounds: number
}

interface Cost {
  readonly bytes: number
  readonly clientMs: number
  readonly relayMs: number
}

const soonMs = 5
const atOnce = 25
const warmUps = 10

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await wait(soonMs)
}

/** Bytes both ways, the handshake included. */
const createMeteredNetwork = (): Network & { bytes(): number } => {
  const real = createNodeNetwork({ maxFrameBytes: limits.frameBytes })
  let bytes = 0
  return {
    ...real,
    bytes: () => bytes,
    connect(url, events) {
      const connection = real.connect(url, {
        ...events,
        onFrame(frame) {
          bytes += frame.length
          events.onFrame(frame)
        },
      })
      return {
        ...connection,
        send(frame) {
          bytes += frame.length
          connection.send(frame)
        },
      }
    },
  }
}

/** Not all at once: an open document takes memory. */
const inParts = async (
  all: readonly DocumentGenesis[],
  task: (genesis: DocumentGenesis) => Promise<void>,
): Promise<void> => {
  for (let from = 0; from < all.length; from += atOnce)
    await Promise.all(all.slice(from, from + atOnce).map(task))
}

const openAll = async (
  device: SyncedDevice,
  all: readonly DocumentGenesis[],
): Promise<readonly Replica[]> => {
  const replicas: Replica[] = []
  for (const genesis of all) replicas.push(await device.open(genesis))
  return replicas
}

/** Alice's documents, and people who have read them all. */
const fill = async (url: string, sizes: ResumeSizes, all: readonly DocumentGenesis[], alice: TestAccount) => {
  const writer = await createSyncedDevice(alice, alice.first)
  writer.connect(url)
  const write = async (genesis: DocumentGenesis, edits: number): Promise<void> => {
    const replica = await writer.open(genesis)
    for (let edit = 0; edit < edits; edit++) await writer.set(replica, `field ${edit % 8}`, Math.random())
    writer.engine.track(replica)
    await until(() => writer.engine.isAcknowledged(replica.id))
    writer.engine.untrack(replica.id)
    await writer.store.release(replica.id)
  }
  await inParts(all, genesis => write(genesis, sizes.edits))
  return { write, close: writer.close }
}

const createReader = async (url: string, alice: TestAccount, all: readonly DocumentGenesis[]) => {
  const account = await createAccount()
  const first = await createSyncedDevice(account, account.first)
  first.connect(url)
  first.engine.track(await first.open(alice.identity.genesis))
  await inParts(all, async genesis => {
    const replica = await first.openAndTrack(genesis)
    await until(() => first.engine.isAcknowledged(replica.id))
    first.engine.untrack(replica.id)
    await first.store.release(replica.id)
  })
  for (const genesis of all) first.engine.park(genesis, () => undefined)
  await until(() => all.every(genesis => first.engine.isAcknowledged(docIdOf(genesis))))
  await first.close()
  /** The same device with another program on it. */
  const restart = async (network: Network): Promise<SyncedDevice> => {
    const device = await createSyncedDevice(account, account.first, { ...first.ports, network })
    return device
  }
  const credentials = {
    account: account.account,
    key: account.first.publicKey,
    sign: account.first.sign,
    chain: () => account.records,
  }
  return { restart, credentials }
}

type Reader = Awaited<ReturnType<typeof createReader>>

const measure = async (
  server: ServerProcess,
  network: { bytes(): number },
  task: () => Promise<void>,
): Promise<Cost> => {
  globalThis.gc?.()
  const [bytes, relayMs, clientMs] = [network.bytes(), (await server.use('cpu')).cpuMs, cpuNowMs()]
  await task()
  const clientUsed = cpuNowMs() - clientMs
  return {
    bytes: network.bytes() - bytes,
    clientMs: clientUsed,
    relayMs: (await server.use('cpu')).cpuMs - relayMs,
  }
}

/** Parks everything that is held; what the relay wakes is opened, brought into step, and put back. */
const resumeAll = async (
  device: SyncedDevice,
  url: string,
  all: readonly DocumentGenesis[],
  changed: number,
): Promise<void> => {
  let isDone = 0
  const takeIn = async (genesis: DocumentGenesis): Promise<void> => {
    const before = (await device.store.headsOf(genesis))?.join()
    const replica = await device.openAndTrack(genesis)
    await until(() => replica.heads().join() !== before && device.engine.isAcknowledged(replica.id))
    device.engine.untrack(replica.id)
    await device.store.release(replica.id)
    device.engine.park(genesis, () => undefined)
    isDone++
  }
  const failed = (error: unknown): never => {
    throw error
  }
  for (const genesis of all) device.engine.park(genesis, () => void takeIn(genesis).catch(failed))
  device.connect(url)
  await until(() => isDone === changed && device.engine.status().line === 'ready')
  if (changed === 0) await until(() => device.engine.status().lastAcknowledgedMs !== null)
}

const resumeRound = async (
  server: ServerProcess,
  url: string,
  reader: Reader,
  all: readonly DocumentGenesis[],
  changed: number,
) => {
  const network = createMeteredNetwork()
  const device = await reader.restart(network)
  const cost = await measure(server, network, () => resumeAll(device, url, all, changed))
  await until(() => all.every(genesis => device.engine.isAcknowledged(docIdOf(genesis))))
  await device.close()
  return cost
}

const eachRound = async (
  server: ServerProcess,
  url: string,
  reader: Reader,
  all: readonly DocumentGenesis[],
) => {
  const network = createMeteredNetwork()
  const device = await reader.restart(network)
  const startMs = cpuNowMs()
  const replicas = await openAll(device, all)
  const openMs = cpuNowMs() - startMs
  const ports = { ...device.ports, network }
  const cost = await measure(server, network, () => syncEach(replicas, url, reader.credentials, ports))
  await device.close()
  return { ...cost, clientMs: cost.clientMs + openMs, openMs }
}

const of = (costs: readonly Cost[], part: keyof Cost): number => medianOf(costs.map(cost => cost[part]))

const print = (title: string, ours: readonly Cost[], theirs: readonly Cost[], target: string): void => {
  for (const [part, name, digits] of [
    ['bytes', 'bytes both ways', 0],
    ['clientMs', 'CPU of the device, ms', 1],
    ['relayMs', 'CPU of the relay, ms', 1],
  ] as const) {
    const [a, b] = [of(ours, part), of(theirs, part)]
    const figures = `resumed ${a.toFixed(digits)}, each by itself ${b.toFixed(digits)}`
    console.log(`${title}: ${name}: ${figures}; ratio ${(a / b).toFixed(3)} (${target})`)
  }
}

export const benchResume = async (sizes: ResumeSizes): Promise<void> => {
  await loadAutomerge()
  await buildRelay()
  const server = await startServer(gessoRelay)
  const url = `ws://127.0.0.1:${server.port}/sync`
  const alice = await createAccount()
  const all = Array.from({ length: sizes.documents }, (_, number) =>
    numberedGenesis(alice, number, 'journal'),
  )
  const few = all.slice(0, Math.min(200, all.length))
  console.log(`writing ${sizes.documents} documents of ${sizes.edits} edits; two people read them all …`)
  const writer = await fill(url, sizes, all, alice)
  const readers = { resuming: await createReader(url, alice, all), each: await createReader(url, alice, all) }
  const fewReader = await createReader(url, alice, few)
  // As on a relay, and in a core, that has done it before.
  for (let round = 0; round < warmUps; round++) await resumeRound(server, url, fewReader, few, 0)
  const resumed: Cost[] = []
  const each: (Cost & { readonly openMs: number })[] = []
  const unchanged: Cost[] = []
  const unchangedEach: Cost[] = []
  for (let round = 0; round < sizes.rounds; round++) {
    for (const genesis of all.slice(-sizes.changed)) await writer.write(genesis, 1)
    resumed.push(await resumeRound(server, url, readers.resuming, all, sizes.changed))
    each.push(await eachRound(server, url, readers.each, all))
    unchanged.push(await resumeRound(server, url, fewReader, few, 0))
    unchangedEach.push(await eachRound(server, url, fewReader, few))
  }
  print(`${sizes.documents} documents, ${sizes.changed} changed`, resumed, each, 'to reach: 0.05')
  console.log(
    `  of the latter, opening them all: ${medianOf(each.map(({ openMs }) => openMs)).toFixed(0)} ms`,
  )
  print(
    `${few.length} documents, none changed`,
    unchanged,
    unchangedEach,
    'to reach: 1,024 bytes, acknowledged',
  )
  await writer.close()
  await server.stop()
}
