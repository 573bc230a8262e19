import { afterEach, describe, expect, test, vi } from 'vitest'
import { ok } from '../../../src/base/result.ts'
import type {
  CommandResult,
  CommandType,
  CoreApi,
  Query,
  QueryRows,
  QueryType,
} from '../../../src/core/api.ts'
import type { LogLine } from '../../../src/core/ports.ts'
import { createInProcessLock } from '../../../src/platform/in-process-lock.ts'
import { createCoreClient } from '../../../src/worker/core-client-port.ts'
import { serveCore } from '../../../src/worker/serve-core.ts'
import { coreLockName, tabLockName, type CoreMessage } from '../../../src/worker/wire.ts'

type Row = QueryRows[QueryType]
interface Watch {
  readonly query: Query
  readonly push: (row: unknown) => void
}

/** A core that answers as it is told to, and shows which queries are running. */
const createScriptedCore = (run: (type: CommandType) => unknown = () => ok(null)) => {
  const watches = new Set<Watch>()
  const core: CoreApi = {
    run: async command => (await run(command.type)) as CommandResult<never>,
    watch: (query, onRow) => {
      const watch = { query, push: onRow as (row: unknown) => void }
      watches.add(watch)
      return () => void watches.delete(watch)
    },
  }
  return { core, watches }
}

const openPorts: MessagePort[] = []
afterEach(() => {
  for (const port of openPorts.splice(0)) port.close()
})

/** Images have tests of their own (image-lending.test.ts). */
const noLending = { join: () => ({ lend: () => {}, lost: () => {}, leave: () => {} }) }
const noImageWorker = () => ({ port: new MessageChannel().port1, end: () => {} })

let tabs = 0
/** One worker, whose locks die with it; `openTab` joins a page to it through a real MessageChannel. */
const createWorld = (core: CoreApi | Promise<CoreApi>) => {
  const lock = createInProcessLock()
  const lines: LogLine[] = []
  const persistStorage = vi.fn(async () => true)
  const openTab = () => {
    const { port1, port2 } = new MessageChannel()
    openPorts.push(port1, port2)
    const tab = `tab-${tabs++}`
    let tabDies = () => {}
    let coreDies = () => {}
    const remembering = async (name: string) => {
      const release = await lock.acquire(name)
      if (name === tabLockName(tab)) tabDies = release
      if (name === coreLockName(tab)) coreDies = release
      return release
    }
    serveCore(port1, core, {
      lock: { acquire: remembering },
      log: line => lines.push(line),
      images: noLending,
    })
    const client = createCoreClient(port2, {
      tab,
      lock: { acquire: remembering },
      persistStorage,
      startImageWorker: noImageWorker,
      close: () => port2.close(),
    })
    const greeted = new Promise<void>(resolve => {
      port2.addEventListener('message', ({ data }: MessageEvent<CoreMessage>) => {
        if (data.kind === 'hello') resolve()
      })
    })
    return { client, greeted, rawPort: port2, tabDies: () => tabDies(), coreDies: () => coreDies() }
  }
  return { openTab, lines, persistStorage }
}

const lockCommand = { type: 'account.lock' } as const
const released = { ok: false, error: { type: 'internal', detail: 'released' } }

describe('commands', () => {
  test('each gets its own answer, whatever the order the core finishes in', async () => {
    const waiting = new Map<CommandType, (value: unknown) => void>()
    const { core } = createScriptedCore(type => new Promise(resolve => waiting.set(type, resolve)))
    const { client } = createWorld(core).openTab()
    const first = client.run({ type: 'recovery.show' })
    const second = client.run({ type: 'account.unlock', passphrase: 'no' })
    await vi.waitFor(() => expect(waiting.size).toBe(2))
    const wrong = { ok: false, error: { type: 'wrong-passphrase' } }
    waiting.get('account.unlock')?.(wrong)
    expect(await second).toEqual(wrong)
    waiting.get('recovery.show')?.(ok({ words: ['one'] }))
    expect(await first).toEqual(ok({ words: ['one'] }))
  })

  test('wait for a core that is still starting', async () => {
    let start: (core: CoreApi) => void = () => {}
    const { client } = createWorld(new Promise(resolve => (start = resolve))).openTab()
    const answer = client.run(lockCommand)
    start(createScriptedCore().core)
    expect(await answer).toEqual(ok(null))
  })

  test('that throw are answered as internal, logged without the message, and harm no later one', async () => {
    const { core } = createScriptedCore(type => {
      if (type === 'account.lock') throw new RangeError('the words were: abandon')
      return ok(null)
    })
    const { openTab, lines } = createWorld(core)
    const { client } = openTab()
    expect(await client.run(lockCommand)).toMatchObject({ ok: false, error: { type: 'internal' } })
    expect(lines).toEqual([{ event: 'command-threw', command: 'account.lock', error: 'RangeError' }])
    expect(await client.run({ type: 'sync.retry' })).toEqual(ok(null))
  })

  test('whose answer cannot be sent are answered as internal', async () => {
    const { core } = createScriptedCore(() => ok({ words: () => 'a function' }))
    const { client } = createWorld(core).openTab()
    expect(await client.run({ type: 'recovery.show' })).toMatchObject({
      ok: false,
      error: { type: 'internal' },
    })
  })

  test('to keep storage ask the browser from the page first, even if it refuses', async () => {
    const { core } = createScriptedCore(() => ok({ persisted: true }))
    const { openTab, persistStorage } = createWorld(core)
    const { client } = openTab()
    await client.run(lockCommand)
    expect(persistStorage).not.toHaveBeenCalled()
    persistStorage.mockRejectedValueOnce(new TypeError('no storage manager'))
    expect(await client.run({ type: 'storage.persist' })).toEqual(ok({ persisted: true }))
    expect(persistStorage).toHaveBeenCalledOnce()
  })
})

describe('queries', () => {
  test('push rows to the one who asked, until told to stop', async () => {
    const { core, watches } = createScriptedCore()
    const { client } = createWorld(core).openTab()
    const seen: Row[] = []
    const other: Row[] = []
    const stop = client.watch({ type: 'session' }, row => seen.push(row))
    client.watch({ type: 'session' }, row => other.push(row))
    await vi.waitFor(() => expect(watches.size).toBe(2))
    const [watch] = watches
    watch?.push({ kind: 'starting' })
    watch?.push({ kind: 'empty' })
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'starting' }, { kind: 'empty' }]))
    stop()
    stop()
    await vi.waitFor(() => expect(watches.size).toBe(1))
    watch?.push({ kind: 'starting' })
    await client.run(lockCommand)
    expect(seen).toHaveLength(2)
    expect(other).toEqual([])
  })

  test('stopped before the core started never begin', async () => {
    let start: (core: CoreApi) => void = () => {}
    const { openTab, lines } = createWorld(new Promise(resolve => (start = resolve)))
    const { client, rawPort } = openTab()
    const { core, watches } = createScriptedCore()
    const watched = vi.spyOn(core, 'watch')
    client.watch({ type: 'sync' }, () => {})()
    const kept = client.watch({ type: 'session' }, () => {})
    rawPort.postMessage('all that came before has arrived')
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    start(core)
    await client.run(lockCommand)
    expect(watched.mock.calls.map(([query]) => query.type)).toEqual(['session'])
    kept()
    await vi.waitFor(() => expect(watches.size).toBe(0))
  })

  test('survive a row that cannot be sent', async () => {
    const { core, watches } = createScriptedCore()
    const { openTab, lines } = createWorld(core)
    const seen: Row[] = []
    openTab().client.watch({ type: 'session' }, row => seen.push(row))
    await vi.waitFor(() => expect(watches.size).toBe(1))
    const [watch] = watches
    watch?.push({ kind: () => 'a function' })
    watch?.push({ kind: 'empty' })
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'empty' }]))
    expect(lines.map(line => line.event)).toEqual(['row-not-sendable'])
  })
})

describe('a tab that goes', () => {
  test('without a word ends its own queries, and no other tab notices', async () => {
    const { core, watches } = createScriptedCore()
    const { openTab } = createWorld(core)
    const [staying, leaving] = [openTab(), openTab()]
    const seen: Row[] = []
    staying.client.watch({ type: 'session' }, row => seen.push(row))
    leaving.client.watch({ type: 'sync' }, () => {})
    leaving.client.watch({ type: 'settings' }, () => {})
    await leaving.client.run(lockCommand)
    await vi.waitFor(() => expect(watches.size).toBe(3))
    leaving.tabDies()
    await vi.waitFor(() => expect([...watches].map(watch => watch.query.type)).toEqual(['session']))
    for (const watch of watches) watch.push({ kind: 'empty' })
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'empty' }]))
  })

  test('by releasing ends its queries and settles what it was waiting for', async () => {
    const { core, watches } = createScriptedCore(() => new Promise(() => {}))
    const { client } = createWorld(core).openTab()
    const fatal = vi.fn()
    client.onFatal(fatal)
    client.watch({ type: 'session' }, () => {})
    const answer = client.run(lockCommand)
    await vi.waitFor(() => expect(watches.size).toBe(1))
    client.release()
    client.release()
    expect(await answer).toEqual(released)
    expect(await client.run(lockCommand)).toEqual(released)
    await vi.waitFor(() => expect(watches.size).toBe(0))
    expect(fatal).not.toHaveBeenCalled()
  })
})

describe('a core that goes', () => {
  test('settles every command under way and to come, and is told once', async () => {
    const { core } = createScriptedCore(() => new Promise(() => {}))
    const tab = createWorld(core).openTab()
    const fatal = vi.fn()
    const stopped = vi.fn()
    tab.client.onFatal(fatal)
    tab.client.onFatal(stopped)()
    const answer = tab.client.run(lockCommand)
    await tab.greeted
    tab.coreDies()
    const died = { ok: false, error: { type: 'internal', detail: 'core-died' } }
    expect(await answer).toEqual(died)
    expect(await tab.client.run(lockCommand)).toEqual(died)
    expect(fatal.mock.calls).toEqual([['core-died']])
    expect(stopped).not.toHaveBeenCalled()
  })

  test('before it started is told with the reason', async () => {
    const { client } = createWorld(Promise.reject(new Error('no room for WASM'))).openTab()
    const detail = new Promise<string>(resolve => client.onFatal(resolve))
    const answer = client.run(lockCommand)
    expect(await detail).toBe('Error: no room for WASM')
    expect(await answer).toMatchObject({ ok: false, error: { type: 'internal' } })
  })

  test('because its script did not load is believed only until it has spoken', async () => {
    const unloaded = createCoreClient(
      { postMessage: () => {}, addEventListener: () => {} },
      {
        tab: 'x',
        lock: createInProcessLock(),
        persistStorage: async () => true,
        startImageWorker: noImageWorker,
        close: () => {},
      },
    )
    const answer = unloaded.run(lockCommand)
    unloaded.workerFailed('worker-not-loaded')
    expect(await answer).toEqual({ ok: false, error: { type: 'internal', detail: 'worker-not-loaded' } })

    const { client } = createWorld(createScriptedCore().core).openTab()
    await client.run(lockCommand)
    client.workerFailed('worker-not-loaded')
    expect(await client.run(lockCommand)).toEqual(ok(null))
  })
})

test('garbage from a page is logged and ignored', async () => {
  const { openTab, lines } = createWorld(createScriptedCore().core)
  const { client, greeted, rawPort } = openTab()
  await greeted
  for (const garbage of [
    null,
    'run',
    { kind: 'run', id: 1 },
    new Uint8Array(3),
    { kind: 'hello', tab: 'again' },
  ]) {
    rawPort.postMessage(garbage)
  }
  expect(await client.run(lockCommand)).toEqual(ok(null))
  const unknown = { event: 'page-message-unknown' }
  expect(lines).toEqual([unknown, unknown, unknown, unknown, { event: 'page-greeted-twice' }])
})
