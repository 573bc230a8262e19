import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createIndexedDbBrowserKeyStore } from '../../../src/platform/browser/browser-key-store.ts'
import { createBrowserDevice } from '../../../src/platform/browser/device.ts'
import { createBrowserDocumentStorage } from '../../../src/platform/browser/document-storage.ts'
import { createDatabase, requestDone } from '../../../src/platform/browser/indexed-db.ts'
import { createBrowserNetwork } from '../../../src/platform/browser/network.ts'
import { createBrowserRowStorage } from '../../../src/platform/browser/row-storage.ts'
import { createBrowserValueStorage } from '../../../src/platform/browser/value-storage.ts'
import { createWebLock } from '../../../src/platform/browser/web-lock.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

let made = 0
const freshName = () => `world-${made++}`
const bytes = (...values: number[]) => Uint8Array.from(values)
const openDatabase = (name: string) => requestDone(indexedDB.open(name))

describe('IndexedDB', () => {
  test('missing, as in some private windows, is storage-unavailable, and tried again later', async () => {
    const values = createBrowserValueStorage(freshName())
    vi.stubGlobal('indexedDB', undefined)
    const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: expect.any(String) } }
    expect(await values.set('a', bytes(1))).toEqual(unavailable)
    expect(await createBrowserDocumentStorage(freshName()).load('a')).toEqual(unavailable)
    expect(await createIndexedDbBrowserKeyStore(freshName()).loadOrCreate()).toEqual(unavailable)
    vi.unstubAllGlobals()
    expect(await values.set('a', bytes(1))).toEqual({ ok: true, value: null })
  })

  test('is opened again when its connection was closed under us', async () => {
    const name = freshName()
    const values = createBrowserValueStorage(name)
    await values.set('a', bytes(1))
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction')
    await values.get('a')
    expect(begin.mock.contexts).toHaveLength(1)
    for (const connection of begin.mock.contexts as IDBDatabase[]) connection.close()
    expect(await Promise.all([values.get('a'), values.get('a')])).toEqual([
      { ok: true, value: bytes(1) },
      { ok: true, value: bytes(1) },
    ])
  })

  test('does not stand in the way of its own deletion, and starts anew after it', async () => {
    const name = freshName()
    const values = createBrowserValueStorage(name)
    await values.set('a', bytes(1))
    await requestDone(indexedDB.deleteDatabase(name))
    expect(await values.get('a')).toEqual({ ok: true, value: null })
    expect(await values.set('a', bytes(2))).toEqual({ ok: true, value: null })
  })

  test('that was filled before there were rows keeps everything, and takes rows', async () => {
    const [documents, values] = [createBrowserDocumentStorage(), createBrowserValueStorage()]
    await documents.append('a', bytes(1))
    await values.set('vault', bytes(2))
    const rows = createBrowserRowStorage()
    expect(await rows.write([['m/1', bytes(3)]])).toEqual({ ok: true, value: null })
    expect(await createBrowserRowStorage().get('m/1')).toEqual({ ok: true, value: bytes(3) })
    for (const [documentsAgain, valuesAgain] of [
      [documents, values],
      [createBrowserDocumentStorage(), createBrowserValueStorage()],
    ] as const) {
      expect(await documentsAgain.load('a')).toEqual({ ok: true, value: [bytes(1)] })
      expect(await valuesAgain.get('vault')).toEqual({ ok: true, value: bytes(2) })
    }
    await rows.clear()
    expect(await values.keys()).toEqual({ ok: true, value: ['vault'] })
  })

  test('is written with strict durability', async () => {
    const documents = createBrowserDocumentStorage(freshName())
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction')
    await documents.append('a', bytes(1))
    const writes = begin.mock.calls.filter(([, mode]) => mode === 'readwrite')
    expect(writes).toHaveLength(1)
    expect(writes[0]?.[2]).toEqual({ durability: 'strict' })
  })

  test('answers storage-full when the disk refuses only at the commit', async () => {
    const database = createDatabase(freshName())
    const result = database.write(async store => {
      await requestDone(store.put(bytes(1), 'a'))
      const { transaction } = store
      Object.defineProperty(transaction, 'error', { value: new DOMException('', 'QuotaExceededError') })
      transaction.abort()
      return null
    })
    expect(await result).toEqual({ ok: false, error: { type: 'storage-full' } })
    expect(await database.read(store => requestDone(store.get('a')))).toEqual({ ok: true, value: undefined })
  })

  test('holding something else than bytes is storage-unavailable, not a crash', async () => {
    const name = freshName()
    const values = createBrowserValueStorage(name)
    const documents = createBrowserDocumentStorage(name)
    await values.set('a', bytes(1))
    const database = await openDatabase(name)
    const transaction = database.transaction('entries', 'readwrite')
    const store = transaction.objectStore('entries')
    store.put({ not: 'bytes' }, 'a')
    store.put('text', ['doc', 0])
    await new Promise(done => (transaction.oncomplete = done))
    database.close()
    const unavailable = { ok: false, error: { type: 'storage-unavailable', detail: 'TypeError' } }
    expect(await values.get('a')).toEqual(unavailable)
    expect(await documents.load('doc')).toEqual(unavailable)
    expect(await documents.list()).toEqual(unavailable)
    expect(await createIndexedDbBrowserKeyStore(name).load()).toEqual({ ok: true, value: null })
  })

  test('stores the browser key so that no script can read it', async () => {
    const name = freshName()
    await createIndexedDbBrowserKeyStore(name).loadOrCreate()
    const database = await openDatabase(name)
    const key: unknown = await requestDone(database.transaction('entries').objectStore('entries').get('key'))
    expect(key).toBeInstanceOf(CryptoKey)
    await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toThrow()
  })
})

describe('device', () => {
  test('tells what the browser knows', async () => {
    const device = createBrowserDevice({
      estimate: async () => ({ usage: 5, quota: 50 }),
      persisted: async () => false,
      persist: async () => true,
    })
    expect(await device.estimateStorage()).toEqual({ usedBytes: 5, quotaBytes: 50, persisted: false })
    expect(await device.persistStorage()).toBe(true)
  })

  test('in a worker, which may not ask, tells what was decided', async () => {
    const decided = async () => true
    expect(await createBrowserDevice({ persisted: decided }).persistStorage()).toBe(true)
  })

  test('knows nothing where the browser says nothing', async () => {
    const device = createBrowserDevice(undefined)
    expect(await device.estimateStorage()).toEqual({ usedBytes: null, quotaBytes: null, persisted: null })
    expect(await device.persistStorage()).toBe(false)
  })
})

describe('web lock', () => {
  test('is held until released', async () => {
    let freed = false
    const locks = {
      request: async (name: string, callback: () => Promise<void>) => {
        expect(name).toBe('account')
        await callback()
        freed = true
      },
    }
    const release = await createWebLock(locks).acquire('account')
    await new Promise(resolve => setImmediate(resolve))
    expect(freed).toBe(false)
    release()
    await vi.waitFor(() => expect(freed).toBe(true))
  })

  test('refused by the browser is an error, not a wait without end', async () => {
    const locks = { request: async () => Promise.reject(new DOMException('', 'SecurityError')) }
    await expect(createWebLock(locks).acquire('account')).rejects.toThrow()
  })
})

describe('network', () => {
  test('tells when the browser comes online, until told to stop', () => {
    const scope = Object.assign(new EventTarget(), { navigator: { onLine: false }, WebSocket: vi.fn() })
    const network = createBrowserNetwork(scope, { maxFrameBytes: 1 })
    let heard = 0
    const stop = network.onOnline(() => heard++)
    expect(network.isOnline()).toBe(false)
    scope.dispatchEvent(new Event('online'))
    stop()
    scope.dispatchEvent(new Event('online'))
    expect(heard).toBe(1)
  })

  test('an address that this origin may not reach closes, and other faults are not hidden', async () => {
    const refusing = (error: Error) =>
      createBrowserNetwork(
        {
          navigator: { onLine: true },
          addEventListener: () => {},
          removeEventListener: () => {},
          WebSocket: vi.fn(function refuse() {
            throw error
          }),
        },
        { maxFrameBytes: 1 },
      )
    const events = { onOpen: vi.fn(), onFrame: vi.fn(), onClose: vi.fn() }
    refusing(new DOMException('', 'SecurityError')).connect('ws://elsewhere', events)
    await vi.waitFor(() => expect(events.onClose).toHaveBeenCalledOnce())
    expect(() => refusing(new RangeError('ours')).connect('ws://elsewhere', events)).toThrow(RangeError)
  })
})
