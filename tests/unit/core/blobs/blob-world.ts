/** A blob service over memory and the small relay, with documents that a test lays out by hand. */
import { onTestFinished } from 'vitest'
import type { ImageSize } from '../../../../src/core/api.ts'
import type { BlobRef, BlobService, DocumentBlobs } from '../../../../src/core/blobs/blob-types.ts'
import { createBlobService } from '../../../../src/core/blobs/create-blob-service.ts'
import type { Ports } from '../../../../src/core/ports.ts'
import { createMemoryBlobStorage } from '../../../../src/platform/memory/blob-storage.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { type BlobDigest, cidOf } from '../../../../src/protocol/blobs/cid.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { createSmallRelay, type SmallRelay } from './small-relay.ts'

export const graceMs = 24 * 60 * 60_000
const random = unsafeSeededRandom(41)

export const imageOf = (bytes: number): Uint8Array => {
  const parts = Array.from({ length: Math.ceil(bytes / 1_000) }, () => random.bytes(1))
  const image = new Uint8Array(bytes)
  for (const [index, part] of parts.entries()) image.fill(part[0] ?? 0, index * 1_000, (index + 1) * 1_000)
  image.set(random.bytes(Math.min(16, bytes)))
  return image
}

export const refOf = (bytes: Uint8Array): BlobRef => ({
  digest: sha256(bytes) as BlobDigest,
  bytes: bytes.length,
  mime: 'image/webp',
  lock: null,
})

export interface BlobWorld {
  readonly service: BlobService
  readonly relay: SmallRelay
  readonly clock: ReturnType<typeof createManualClock>
  readonly storage: ReturnType<typeof createMemoryBlobStorage>
  readonly log: { readonly event: string; readonly [field: string]: unknown }[]
  documents: DocumentBlobs[]
  budgetBytes: number
  /** As when one of the documents cannot be opened. */
  referencesFail: boolean
  /** Adds to a document, and says so. */
  refer(
    doc: string,
    refs: readonly BlobRef[],
    how?: { readonly isOwn?: boolean; readonly isKept?: boolean; readonly size?: ImageSize },
  ): void
  stageOwn(doc: string, bytes: Uint8Array, size?: ImageSize): Promise<BlobRef>
  isHere(ref: BlobRef): Promise<boolean>
  /** The same device after a restart. */
  restart(): Promise<BlobWorld>
}

export const docOf = (name: string): string => Buffer.from(name.padEnd(16, '.')).toString('hex')

interface WorldParts {
  readonly relay?: SmallRelay
  readonly ports?: Ports
  readonly storage?: ReturnType<typeof createMemoryBlobStorage>
  readonly clock?: ReturnType<typeof createManualClock>
  readonly documents?: DocumentBlobs[]
}

export const createBlobWorld = async (parts: WorldParts = {}): Promise<BlobWorld> => {
  const relay = parts.relay ?? createSmallRelay()
  const clock = parts.clock ?? createManualClock()
  const storage = parts.storage ?? createMemoryBlobStorage()
  const log: BlobWorld['log'] = []
  const ports =
    parts.ports ?? createMemoryPorts({ clock, blobs: storage, http: relay, random: unsafeSeededRandom(7) })
  const service = await createBlobService({
    ports: { ...ports, log: line => log.push(line) },
    relay: relay.line,
    references: async () => {
      if (world.referencesFail) throw new Error('a document cannot be opened')
      return world.documents
    },
    budgetBytes: () => world.budgetBytes,
    graceMs,
  })
  onTestFinished(() => service.close())
  const world: BlobWorld = {
    service,
    relay,
    clock,
    storage,
    log,
    documents: parts.documents ?? [],
    budgetBytes: 1 << 30,
    referencesFail: false,
    refer(doc, refs, { isOwn = true, isKept = isOwn, size = 'full' } = {}) {
      const id = docOf(doc)
      const before = world.documents.find(one => one.doc === id)?.blobs ?? []
      const blobs = [...before, ...refs.map(ref => ({ ...ref, size }))]
      world.documents = [...world.documents.filter(one => one.doc !== id), { doc: id, isOwn, isKept, blobs }]
      service.documentsChanged()
    },
    async stageOwn(doc, bytes, size = 'full') {
      const staged = await service.stage(bytes, 'image/webp', 'public')
      if (!staged.ok) throw new Error(staged.error.type)
      world.refer(doc, [staged.value], { size })
      return staged.value
    },
    async isHere(ref) {
      const has = await storage.has(cidOf(ref.digest))
      return has.ok && has.value
    },
    async restart() {
      service.close()
      return createBlobWorld({ relay, ports, storage, clock, documents: world.documents })
    },
  }
  return world
}
