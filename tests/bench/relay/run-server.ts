/** One server through the whole load. */
import { setTimeout as wait } from 'node:timers/promises'
import { type Connect, type Crowd, fetchDoc, gather, type Member, upload, within } from './crowd.ts'
import { checkReceived, editLive, type LivePair, type LiveResult, noteChange, type Pace } from './live.ts'
import type { LoadDoc, Pair } from './load.ts'
import { type ServerProcess, type ServerProgram, startServer } from './server-process.ts'
import type { Use } from './use.ts'

export interface Moved {
  readonly docsPerSecond: number
  readonly cpuMsPerDoc: number
}

export interface ServerResult {
  readonly docs: number
  readonly uploaded: Moved
  readonly fetched: Moved
  readonly live: readonly (LiveResult & Pace)[]
  readonly atStart: Use
  readonly connected: Use
  /** With all documents taken, and all clients still there. */
  readonly taken: Use
  /** With two listeners a document, after all edits. */
  readonly inUse: Use
}

export interface Served {
  readonly server: ServerProcess
  readonly result: ServerResult
}

/** The server is left running, and alone. */
export const runServer = async (
  program: ServerProgram,
  loads: readonly Pair[],
  connectTo: (port: number) => Connect,
  paces: readonly Pace[],
): Promise<Served> => {
  const server = await startServer(program)
  await wait(500)
  const atStart = await server.use('memory')
  const crowd = await within('connecting', gather(loads, connectTo(server.port)))
  for (const { load, writer } of crowd.pairs) await within('setting up', uploadAll(writer, load.before))
  const connected = await server.use('memory')
  const docs = loads.reduce((sum, { docs }) => sum + docs.length, 0)

  const live: LivePair[] = []
  const uploaded = await moving(server, docs, async () => {
    await Promise.all(
      crowd.pairs.map(async pair => {
        const [writer] = await uploadAll(pair.writer, pair.load.docs)
        if (writer !== undefined)
          live.push({ pair, writer, received: [], onChange: () => undefined, next: 1 })
      }),
    )
  })
  const taken = await server.use('memory')
  const fetched = await moving(server, docs, () => fetchAll(crowd, live))
  const lives: (LiveResult & Pace)[] = []
  for (const pace of paces) lives.push({ ...(await editLive(server, crowd, live, pace)), ...pace })
  for (const pair of live) checkReceived(pair)
  const inUse = await server.use('memory')
  await crowd.leave()
  return { server, result: { docs, uploaded, fetched, live: lives, atStart, connected, taken, inUse } }
}

const uploadAll = (writer: Member, docs: readonly LoadDoc[]) =>
  Promise.all(docs.map(doc => upload(writer, doc)))

const fetchAll = async (crowd: Crowd, live: readonly LivePair[]): Promise<void> => {
  await Promise.all(
    live.flatMap(one => {
      const { reader, load } = one.pair
      return load.docs.map(doc => fetchDoc(reader, doc, doc === load.docs[0] ? noteChange(one) : undefined))
    }),
  )
}

const moving = async (server: ServerProcess, docs: number, move: () => Promise<void>): Promise<Moved> => {
  const cpuBefore = (await server.use('cpu')).cpuMs
  const start = performance.now()
  await within('moving documents', move())
  const seconds = (performance.now() - start) / 1000
  const cpuMs = (await server.use('cpu')).cpuMs - cpuBefore
  return { docsPerSecond: docs / seconds, cpuMsPerDoc: cpuMs / docs }
}
