import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createNodeBlobStorage } from '../../../src/platform/node/blob-storage.ts'
import { createNodeBrowserKeyStore } from '../../../src/platform/node/browser-key-store.ts'
import { createNodeDocumentStorage } from '../../../src/platform/node/document-storage.ts'
import { createNodeHttp } from '../../../src/platform/node/http.ts'
import { createNodeNetwork } from '../../../src/platform/node/network.ts'
import { createNodeRowStorage } from '../../../src/platform/node/row-storage.ts'
import { createNodeSourceStorage } from '../../../src/platform/node/source-storage.ts'
import { createNodeValueStorage } from '../../../src/platform/node/value-storage.ts'
import { describeBlobStorage } from './blob-storage.contract.ts'
import { describeBrowserKeyStore } from './browser-key-store.contract.ts'
import { describeDocumentStorage, type Failure } from './document-storage.contract.ts'
import { createFullDisk } from './full-disk.ts'
import { describeHttp } from './http.contract.ts'
import { describeNetwork, maxFrameBytes } from './network.contract.ts'
import { describeRowStorage } from './row-storage.contract.ts'
import { describeSourceStorage } from './source-storage.contract.ts'
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

describeRowStorage('node', async () => {
  const { directory, open, failWith } = createFailingFolder()
  return {
    storage: createNodeRowStorage(directory, open),
    reopen: () => createNodeRowStorage(directory, open),
    failWith,
  }
})

describeBlobStorage('node', async () => {
  const { directory, open, failWith } = createFailingFolder()
  return {
    storage: createNodeBlobStorage(directory, open),
    reopen: () => createNodeBlobStorage(directory, open),
    failWith,
  }
})

describeSourceStorage('node', async () => {
  const { directory, open, failWith } = createFailingFolder()
  return {
    storage: createNodeSourceStorage(directory, open),
    reopen: () => createNodeSourceStorage(directory, open),
    failWith,
  }
})

describeHttp('node', createNodeHttp)

describeBrowserKeyStore('node', async () => {
  const directory = freshDirectory()
  return { store: createNodeBrowserKeyStore(directory), reopen: () => createNodeBrowserKeyStore(directory) }
})

describeNetwork('node', () => createNodeNetwork({ maxFrameBytes }))
