import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { LogStoreEvent } from '../../../../sync-server/stores/log/events.ts'
import type { StoreFile, StoreFileSystem } from '../../../../sync-server/stores/log/file-system.ts'
import { nodeFileSystem } from '../../../../sync-server/stores/log/file-system.ts'
import {
  type LogStore,
  type LogStoreOptions,
  openLogStore,
} from '../../../../sync-server/stores/log-store.ts'
import type { DocumentStore } from '../../../../sync-server/stores/store.ts'

export const idOf = (number: number): string => number.toString(16).padStart(32, '0')
export const alice = new Uint8Array(32).fill(1)

const directories: string[] = []
afterEach(async () => {
  await Promise.all(directories.splice(0).map(directory => rm(directory, { recursive: true, force: true })))
})

/** Removed after the test. */
export const temporaryDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'gesso-store-'))
  directories.push(directory)
  return directory
}

export interface Opened {
  readonly store: LogStore
  readonly events: LogStoreEvent[]
}

export const open = async (
  directory: string,
  options: Omit<LogStoreOptions, 'directory' | 'report'> = {},
): Promise<Opened> => {
  const events: LogStoreEvent[] = []
  const opened = await openLogStore({ ...options, directory, report: event => events.push(event) })
  if (!opened.ok) throw new Error(opened.error.type)
  return { store: opened.value, events }
}

/** What a start found, as the store told it. */
export const opening = ({ events }: Opened) => {
  const event = events.find(each => each.type === 'opened')
  if (event === undefined) throw new Error('the store did not say that it opened')
  return event
}

export const append = (store: DocumentStore, documentId: string, ...texts: string[]) =>
  store.append(documentId, { owner32: alice, changes: texts.map(text => new TextEncoder().encode(text)) })

export const replace = (store: DocumentStore, documentId: string, ...texts: string[]) =>
  store.replace(documentId, { owner32: alice, changes: texts.map(text => new TextEncoder().encode(text)) })

export const textsOf = async (store: DocumentStore, documentId: string): Promise<string[] | null> => {
  const loaded = await store.load(documentId)
  if (!loaded.ok) throw new Error(loaded.error.type)
  return loaded.value === null ? null : loaded.value.changes.map(each => new TextDecoder().decode(each))
}

/** A file's own methods as plain properties, to put others in the place of some. */
export const unwatched = (file: StoreFile): StoreFile => ({
  read: file.read.bind(file),
  write: file.write.bind(file),
  truncate: file.truncate.bind(file),
  datasync: file.datasync.bind(file),
  stat: file.stat.bind(file),
  close: file.close.bind(file),
})

export type Operation =
  | 'open'
  | 'create'
  | 'write'
  | 'truncate'
  | 'datasync'
  | 'rename'
  | 'remove'
  | 'syncDirectory'

/** The error as Node would make it. */
export const systemError = (code: string): Error => Object.assign(new Error(code), { code })

/**
 * The real file system, asking `before` ahead of everything that could change the disk. `before` may
 * throw; for a write it may answer how many bytes reach the disk before the error is thrown.
 */
export const watchedFileSystem = (
  before: (operation: Operation, path: string) => { readonly bytes: number; readonly error: Error } | null,
): StoreFileSystem => {
  const check = (operation: Operation, path: string): void => {
    const failure = before(operation, path)
    if (failure !== null) throw failure.error
  }
  const watch = (file: StoreFile, path: string): StoreFile => ({
    ...unwatched(file),
    write: async (from, offset, length, position) => {
      const failure = before('write', path)
      if (failure === null) return file.write(from, offset, length, position)
      await file.write(from, offset, Math.min(length, failure.bytes), position)
      throw failure.error
    },
    truncate: async length => {
      check('truncate', path)
      await file.truncate(length)
    },
    datasync: async () => {
      check('datasync', path)
      await file.datasync()
    },
  })
  return {
    ...nodeFileSystem,
    open: async (path, mode) => {
      check(mode === 'create' ? 'create' : 'open', path)
      return watch(await nodeFileSystem.open(path, mode), path)
    },
    rename: async (from, to) => {
      check('rename', to)
      await nodeFileSystem.rename(from, to)
    },
    remove: async path => {
      check('remove', path)
      await nodeFileSystem.remove(path)
    },
    syncDirectory: async directory => {
      check('syncDirectory', directory)
      await nodeFileSystem.syncDirectory(directory)
    },
  }
}
