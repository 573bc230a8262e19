/**
 * This relay and the official Automerge sync server under the same load, one after the other, on one
 * machine in one run: each server in a process of its own, all clients in this one, loopback only.
 *
 * Tails are worth as much as the machine is idle: with more that wants to run than cores, they are the scheduler's.
 *
 *   QUICK=1       a smoke run of seconds, whose figures mean nothing
 *   PAIRS, DOCS   pairs of clients (100); documents a pair (10)
 *   ONLY          `relay` or `official`: one of them, for profiling (SERVER_NODE_OPTIONS=--cpu-prof)
 */
import { cpus, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { connectToOfficial, connectToRelay } from './relay/line.ts'
import { makePlainLoad, makeSealedLoad, type Pair } from './relay/load.ts'
import type { Pace } from './relay/live.ts'
import { printTable } from './relay/report.ts'
import { runServer, type Served } from './relay/run-server.ts'
import { buildRelay, gessoRelay, officialServer } from './relay/server-process.ts'
import type { Connect } from './relay/crowd.ts'

const isQuick = process.env['QUICK'] === '1'
const only = process.env['ONLY']
const pairs = Number(process.env['PAIRS'] ?? (isQuick ? 10 : 100))
const docsPerPair = Number(process.env['DOCS'] ?? (isQuick ? 3 : 10))
const seconds = isQuick ? 1 : 10
/** A relay drops a document that nobody asks for after half a minute. */
const idleMs = isQuick ? 500 : 35_000

const bothPaces: readonly Pace[] = [
  { editsPerSecond: 20, seconds },
  { editsPerSecond: 200, seconds },
]
/** Past what the official server can follow. */
const ourPaces: readonly Pace[] = [...bothPaces, { editsPerSecond: 1_000, seconds: isQuick ? 1 : 5 }]

const editsPerPair = (paces: readonly Pace[]): number =>
  Math.ceil(paces.reduce((sum, { editsPerSecond, seconds }) => sum + editsPerSecond * seconds, 0) / pairs) +
  paces.length

const toRelay =
  (port: number): Connect =>
  ({ accounts }, role) => {
    if (accounts === null) throw new Error('who connects to a relay has an account')
    return connectToRelay(port, accounts[role])
  }
const toOfficial = (port: number) => () => connectToOfficial(port)

const serve = async (
  name: 'relay' | 'official',
  load: () => Promise<readonly Pair[]>,
): Promise<Served | null> => {
  if (only !== undefined && only !== name) return null
  const loads = await load()
  console.log(`${name}: ${2 * pairs} clients, ${pairs * docsPerPair} documents …`)
  return name === 'relay'
    ? runServer(gessoRelay, loads, toRelay, ourPaces)
    : runServer(officialServer, loads, toOfficial, bothPaces)
}

if (only !== 'official') await buildRelay()
const size = { pairs, docsPerPair }
const theirs = await serve('official', () =>
  makePlainLoad({ ...size, editsPerPair: editsPerPair(bothPaces) }),
)
const ours = await serve('relay', () => makeSealedLoad({ ...size, editsPerPair: editsPerPair(ourPaces) }))
console.log(`all have left; ${idleMs / 1000} s of quiet …`)
await wait(idleMs)
const finished = async ({ server, result }: Served) => {
  const afterAllLeft = await server.use('memory')
  await server.stop()
  return { ...result, afterAllLeft }
}
const results = { ours: ours && (await finished(ours)), theirs: theirs && (await finished(theirs)) }
const machine = `Node ${process.versions.node}, ${cpus().length} cores, load average ${loadavg()[1]?.toFixed(1)}`
console.log(`${machine}${isQuick ? '; a smoke run, not a measurement' : ''}\n`)
if (results.ours !== null && results.theirs !== null) printTable(results.ours, results.theirs)
else console.log(results.ours ?? results.theirs)
