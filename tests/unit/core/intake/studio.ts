/**
 * Intake over memory: stores that outlive a service, a preparer that waits to be told, an album that keeps
 * what it is given, and a way to kill everything at any call.
 */
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { bytesToUtf8, equalBytes, utf8ToBytes } from '../../../../src/base/bytes.ts'
import { err, ok, type Result } from '../../../../src/base/result.ts'
import type { Audience, CoreError, IntakeRow } from '../../../../src/core/api.ts'
import type { BlobRef } from '../../../../src/core/blobs/blob-types.ts'
import type { StagedImage } from '../../../../src/core/galleries/gallery-types.ts'
import { createIntake, type IntakeDeps } from '../../../../src/core/intake/create-intake.ts'
import type { IntakeService } from '../../../../src/core/intake/intake-types.ts'
import type { BlobDigest } from '../../../../src/protocol/blobs/cid.ts'
import { createManualClock, type ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { createMemorySourceStorage } from '../../../../src/platform/memory/source-storage.ts'
import { createMemoryValueStorage } from '../../../../src/platform/memory/value-storage.ts'
import { createKiller, type Killer } from './killer.ts'
import { createScriptedPreparer, type ScriptedPreparer } from './scripted-preparer.ts'

export const album = 'A'.repeat(43)

export interface Hung {
  readonly work: string
  readonly title: string
  /** What its full rendition says. */
  readonly content: string
  readonly versions: number
}

/** What is on disk, and so outlives a service. */
export interface Disk {
  readonly sources: ReturnType<typeof createMemorySourceStorage>
  readonly values: ReturnType<typeof createMemoryValueStorage>
  readonly clock: ManualClock
  readonly works: Map<string, Hung[]>
  audience: Audience | 'gone' | 'read-only'
  /** Works that an album holds at most. */
  room: number
  /** Blobs that the device has room for. */
  blobRoom: number
  readonly blobs: Map<string, Uint8Array>
}

export const newDisk = (): Disk => ({
  sources: createMemorySourceStorage(),
  values: createMemoryValueStorage(),
  clock: createManualClock(),
  works: new Map(),
  audience: 'public',
  room: Infinity,
  blobRoom: Infinity,
  blobs: new Map(),
})

const guarded = (deps: IntakeDeps, { guard }: Killer): IntakeDeps => {
  const { sources, values, images } = deps.ports
  const { audienceOf, hasImage, addWorks, addVersion } = deps.galleries
  return {
    ...deps,
    ports: {
      ...deps.ports,
      sources: {
        put: guard(sources.put),
        get: guard(sources.get),
        remove: guard(sources.remove),
        list: guard(sources.list),
      },
      values: {
        get: guard(values.get),
        set: guard(values.set),
        remove: guard(values.remove),
        keys: guard(values.keys),
      },
      images: { ...images, prepare: guard(images.prepare) },
    },
    galleries: {
      audienceOf: guard(audienceOf),
      hasImage: guard(hasImage),
      addWorks: guard(addWorks),
      addVersion: guard(addVersion),
    },
    blobs: { stage: guard(deps.blobs.stage) },
  }
}

const albumsOver = (disk: Disk): IntakeDeps['galleries'] => {
  const worksOf = (id: string): Hung[] => disk.works.get(id) ?? []
  const contentOf = (image: StagedImage): string => {
    const full = image.renditions.find(({ size }) => size === 'full')
    const bytes = full && disk.blobs.get(String(full.blob.digest))
    if (bytes === undefined) throw new Error('refers to what is not there')
    return bytesToUtf8(bytes) ?? ''
  }
  const refused = (): CoreError | null => {
    if (disk.audience === 'gone') return { type: 'not-found', what: 'album' }
    return disk.audience === 'read-only' ? { type: 'not-allowed', reason: 'read-only' } : null
  }
  return {
    audienceOf: async () => disk.audience,
    hasImage: async (id, digest) =>
      worksOf(id).some(({ content }) => equalBytes(sha256(utf8ToBytes(content)), digest)),
    async addWorks(id, added) {
      const problem = refused()
      if (problem !== null) return err(problem)
      const works = worksOf(id)
      if (works.length + added.length > disk.room) {
        return err({ type: 'invalid-input', field: 'works', reason: 'too-many' })
      }
      const hung = added.map(({ title, image }, index) => ({
        work: `work-${works.length + index}`,
        title,
        content: contentOf(image),
        versions: 1,
      }))
      disk.works.set(id, [...works, ...hung])
      return ok(hung.map(({ work }) => ({ work, image: `image-of-${work}` })))
    },
    async addVersion(id, work, image) {
      const old = worksOf(id).find(one => one.work === work)
      if (old === undefined) return err({ type: 'not-found', what: 'work' })
      const next = { ...old, content: contentOf(image), versions: old.versions + 1 }
      disk.works.set(
        id,
        worksOf(id).map(one => (one === old ? next : one)),
      )
      return ok({ image: `image-${next.versions}-of-${work}` })
    },
  }
}

const blobsOver = (disk: Disk): IntakeDeps['blobs'] => ({
  async stage(bytes, mime): ReturnType<IntakeDeps['blobs']['stage']> {
    const digest = sha256(bytes) as BlobDigest
    if (disk.blobs.size >= disk.blobRoom) return err({ type: 'storage-full' })
    disk.blobs.set(String(digest), bytes)
    const ref: BlobRef = { digest, bytes: bytes.length, mime, lock: null }
    return ok(ref)
  },
})

export interface Studio {
  readonly disk: Disk
  readonly intake: IntakeService
  readonly preparer: ScriptedPreparer
  readonly log: readonly string[]
  take(content: string, name?: string): Promise<string>
  until(isRight: (row: IntakeRow) => boolean): Promise<IntakeRow>
  /** Nothing waits, or nothing can go on. */
  settled(): Promise<IntakeRow>
  contents(): readonly string[]
  sources(): Promise<readonly string[]>
}

export interface StudioOptions {
  readonly disk?: Disk
  readonly preparer?: ScriptedPreparer
  readonly killer?: Killer
  readonly keepOriginals?: boolean
  readonly seed?: number
  readonly wrap?: (deps: IntakeDeps) => IntakeDeps
}

let seeds = 0

export const openStudio = (options: StudioOptions = {}): Studio => {
  const { disk = newDisk(), preparer = createScriptedPreparer(), killer = createKiller() } = options
  const log: string[] = []
  const deps: IntakeDeps = {
    ports: {
      sources: disk.sources,
      values: disk.values,
      images: preparer,
      clock: disk.clock,
      random: unsafeSeededRandom(options.seed ?? ++seeds),
      log: line => void log.push(line.event),
    },
    galleries: albumsOver(disk),
    blobs: blobsOver(disk),
    keepOriginals: () => options.keepOriginals === true,
  }
  const intake = createIntake(guarded(options.wrap === undefined ? deps : options.wrap(deps), killer))
  const until = (isRight: (row: IntakeRow) => boolean): Promise<IntakeRow> => untilRow(intake, isRight)
  return {
    disk,
    intake,
    preparer,
    log,
    async take(content, name = `${content}.jpg`) {
      const taken: Result<{ item: string }, CoreError> = await intake.take(album, name, fileOf(content), null)
      if (!taken.ok) throw new Error(JSON.stringify(taken.error))
      return taken.value.item
    },
    until,
    settled: () => until(row => row.state === 'idle' || row.state === 'paused'),
    contents: () => (disk.works.get(album) ?? []).map(({ content }) => content),
    async sources() {
      const listed = await disk.sources.list()
      return listed.ok ? listed.value : []
    },
  }
}

export const fileOf = (content: string): Blob => new Blob([content])

const untilRow = (intake: IntakeService, isRight: (row: IntakeRow) => boolean): Promise<IntakeRow> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`the queue never became right; last: ${JSON.stringify(intake.row())}`))
    }, 4_000)
    const look = (): void => {
      const row = intake.row()
      if (!isRight(row)) return
      clearTimeout(timer)
      stop()
      resolve(row)
    }
    const stop = intake.onChange(() => look())
    // A queue that is right already must still have been read.
    void intake.dismiss([]).then(look)
  })

/** Until something that is not a row is so. */
export const untilSo = async (isSo: () => boolean): Promise<void> => {
  const endMs = Date.now() + 4_000
  while (Date.now() < endMs) {
    if (isSo()) return
    await new Promise(resolve => setImmediate(resolve))
  }
  throw new Error('it never became so')
}
