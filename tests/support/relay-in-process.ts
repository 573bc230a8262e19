/** A relay in this process, with its documents and blobs in memory: quick to start, real sockets all the same. */
import { systemClock } from '../../src/base/clock.ts'
import { systemRandom } from '../../src/base/random.ts'
import type { Result } from '../../src/base/result.ts'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import { parseConfig } from '../../sync-server/config.ts'
import type { LogLine } from '../../sync-server/log.ts'
import { createRelay, type Relay, type RelayError } from '../../sync-server/relay.ts'
import type { BlobStore } from '../../sync-server/stores/blob-store.ts'
import { createMemoryBlobStore } from '../../sync-server/stores/memory-blob-store.ts'
import { createMemoryIntroStore } from '../../sync-server/stores/memory-intro-store.ts'
import { createMemoryStore } from '../../sync-server/stores/memory-store.ts'
import type { DocumentStore } from '../../sync-server/stores/store.ts'
import { openNoIndex, startInlineReader } from './directory-parts.ts'

export interface RelayInProcess {
  readonly relay: Relay
  readonly wsUrl: string
  readonly lines: readonly LogLine[]
}

export interface RelayInProcessOptions {
  /** As the environment would say it (sync-server/config.ts). */
  readonly env?: Readonly<Record<string, string>>
  readonly store?: DocumentStore
  readonly blobs?: BlobStore
}

export const tryRelayInProcess = async ({
  env = {},
  store = createMemoryStore(),
  blobs,
}: RelayInProcessOptions = {}): Promise<Result<RelayInProcess, RelayError>> => {
  const config = parseConfig({ PORT: '0', HOST: '127.0.0.1', ...env })
  if (!config.ok) throw new Error(config.error.join(' '))
  const lines: LogLine[] = []
  const started = await createRelay(config.value, {
    clock: systemClock,
    random: systemRandom,
    verify: await createVerifier(),
    log: line => void lines.push(line),
    store,
    blobs: blobs ?? createMemoryBlobStore(systemClock, config.value.blobs),
    intros: createMemoryIntroStore(),
    openIndex: openNoIndex,
    startReader: startInlineReader,
    version: 'test',
  })
  if (!started.ok) return started
  return {
    ok: true,
    value: { relay: started.value, wsUrl: `ws://127.0.0.1:${started.value.port}/sync`, lines },
  }
}

export const startRelayInProcess = async (options: RelayInProcessOptions = {}): Promise<RelayInProcess> => {
  const started = await tryRelayInProcess(options)
  if (!started.ok) throw new Error(`the relay did not start: ${started.error.code}`)
  return started.value
}
