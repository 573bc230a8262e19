import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createNodeBrowserKeyStore } from '../../../src/platform/node/browser-key-store.ts'
import { createNodeDocumentStorage } from '../../../src/platform/node/document-storage.ts'
import { createNodeNetwork } from '../../../src/platform/node/network.ts'
import { createNodeValueStorage } from '../../../src/platform/node/value-storage.ts'
import { describeBrowserKeyStore } from './browser-key-store.contract.ts'
import { describeDocumentStorage, type Failure } from './document-storage.contract.ts'
import { createFullDisk } from './full-disk.ts'
import { describeNetwork, maxFrameBytes } from './network.contract.ts'
import { describeValueStorage } from './value-storage.contract.ts'

const root = await mkdtemp(join(tmpdir(), 'gesso-node-ports-'))
afterAll(() => rm(root, { recursive: true, force: true }))
let made = 0
const freshDirectory = () => join(root, String(made++), 'store')

/** A folder that can be filled up, or put out of reach by a file in its place. */
const createFailingFolder = () => {
  const directory = freshDirectory()
  const disk = createFullDisk()
  let awayAt: string | null = null
  const failWith = async (failure: Failure) => {
    disk.setFull(failure === 'full')
    if (failure === 'unavailable') {
      await mkdir(directory, { recursive: true })
      awayAt = `${directory}.away`
      await rename(directory, awayAt)
      await writeFile(directory, 'in the way')
    } else if (awayAt !== null) {
      await rm(directory)
      await rename(awayAt, directory)
      awayAt = null
    }
  }
  return { directory, open: disk.open, failWith }
}

describeDocumentStorage('node', async () => {
  const { directory, open, failWith } = createFailingFolder()
  return {
    storage: createNodeDocumentStorage(directory, open),
    reopen: () => createNodeDocumentStorage(directory, open),
    failWith,
  }
})

describeValueStorage('node', async () => {
  const { directory, open, failWith } = createFailingFolder()
  return {
    storage: createNodeValueStorage(directory, open),
    reopen: () => createNodeValueStorage(directory, open),
    failWith,
  }
})

describeBrowserKeyStore('node', async () => {
  const directory = freshDirectory()
  return { store: createNodeBrowserKeyStore(directory), reopen: () => createNodeBrowserKeyStore(directory) }
})

describeNetwork('node', () => createNodeNetwork({ maxFrameBytes }))
