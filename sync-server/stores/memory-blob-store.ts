import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import type { BlobDigest } from '../../src/protocol/blobs/cid.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { BlobLimits } from '../limits.ts'
import type { BlobPart, BlobStore, ClaimRefusal, PartAnswer, PartRefusal, Swept } from './blob-store.ts'
import { type Usage, whyNoRoomForClaims, whyNoRoomForPart } from './blobs/room.ts'
import { assertDocumentId, type DocumentId } from './store.ts'

interface Timed {
  readonly bytes: Uint8Array
  readonly atMs: number
}

interface Account {
  readonly uploads: Map<string, Timed>
  readonly claims: Map<DocumentId, ReadonlySet<string>>
  /** Uploaded and not claimed yet, by when. */
  readonly brought: Map<string, number>
}

const nobody: Account = { uploads: new Map(), claims: new Map(), brought: new Map() }

/** Keeps everything in memory and nothing on disk: for tests and for a relay that is only tried out. */
export const createMemoryBlobStore = (clock: Clock, limits: BlobLimits): BlobStore => {
  const held = new Map<string, Timed>()
  const accounts = new Map<string, Account>()
  let closed = false

  const assertOpen = (): void => {
    if (closed) throw new Error('blobs: the store is closed')
  }
  const known = (account: AccountId): Account => accounts.get(bytesToHex(account)) ?? nobody
  const accountOf = (account: AccountId): Account => {
    const name = bytesToHex(account)
    const found = accounts.get(name) ?? { uploads: new Map(), claims: new Map(), brought: new Map() }
    accounts.set(name, found)
    return found
  }
  const touch = (key: string): void => {
    const blob = held.get(key)
    if (blob !== undefined) held.set(key, { ...blob, atMs: clock.nowMs() })
  }
  const isClaimed = (key: string): boolean =>
    [...accounts.values()].some(({ claims }) => [...claims.values()].some(keys => keys.has(key)))

  const usageOf = ({ uploads, claims, brought }: Account): Usage => {
    const blobs = new Set([...[...claims.values()].flatMap(keys => [...keys]), ...brought.keys()])
    const sizes = [...[...blobs].map(key => held.get(key)), ...uploads.values()]
    return {
      usedBytes: sizes.reduce((sum, one) => sum + (one?.bytes.length ?? 0), 0),
      blobs: blobs.size,
      uploads: uploads.size,
    }
  }

  const finish = (account: Account, key: string, bytes: Uint8Array): Result<PartAnswer, PartRefusal> => {
    account.uploads.delete(key)
    if (createHash('sha256').update(bytes).digest('hex') !== key) return err({ type: 'wrong-hash' })
    held.set(key, { bytes, atMs: clock.nowMs() })
    if (![...account.claims.values()].some(keys => keys.has(key))) account.brought.set(key, clock.nowMs())
    return ok({ type: 'complete' })
  }

  const put = ({ digest, offset, length, part, ...of }: BlobPart): Result<PartAnswer, PartRefusal> => {
    const account = accountOf(of.account)
    const key = bytesToHex(digest)
    if (held.has(key)) {
      touch(key)
      account.uploads.delete(key)
      return ok({ type: 'here' })
    }
    if (length > limits.blobBytes) return err({ type: 'too-large' })
    const come = account.uploads.get(key)?.bytes ?? new Uint8Array()
    if (come.length > length) account.uploads.delete(key)
    const at = come.length > length ? 0 : come.length
    if (offset !== at) return err({ type: 'wrong-offset', offset: at })
    const begun = { bytesToCome: length - offset, isFirstPart: !account.uploads.has(key) }
    const refusal = whyNoRoomForPart(usageOf(account), begun, limits)
    if (refusal !== null) return err(refusal)
    const bytes = Buffer.concat([come.subarray(0, at), part])
    account.uploads.set(key, { bytes, atMs: clock.nowMs() })
    return bytes.length === length ? finish(account, key, bytes) : ok({ type: 'kept', offset: bytes.length })
  }

  const claim = (
    account: Account,
    document: DocumentId,
    digests: readonly BlobDigest[],
  ): Result<readonly BlobDigest[], ClaimRefusal> => {
    const named = new Map(digests.map(digest => [bytesToHex(digest), digest]))
    const keys = new Set(named.keys())
    const before = account.claims.get(document) ?? new Set<string>()
    const after = { ...account, claims: new Map(account.claims).set(document, keys) }
    const refusal = whyNoRoomForClaims(usageOf(account), usageOf(after), limits)
    if (refusal !== null) return err(refusal)
    for (const key of before) if (!keys.has(key)) touch(key)
    for (const key of keys) account.brought.delete(key)
    account.claims.set(document, keys)
    return ok([...named].filter(([key]) => !held.has(key)).map(([, digest]) => digest))
  }

  const sweep = (): Swept => {
    const keptSinceMs = clock.nowMs() - limits.graceMs
    const uploadsSinceMs = clock.nowMs() - limits.uploadGraceMs
    const orphans = [...held].filter(([key, { atMs }]) => atMs < keptSinceMs && !isClaimed(key))
    for (const [key] of orphans) held.delete(key)
    let uploadsGivenUp = 0
    for (const { uploads, brought } of accounts.values()) {
      for (const [key, { atMs }] of uploads) {
        if (atMs >= uploadsSinceMs) continue
        uploads.delete(key)
        uploadsGivenUp++
      }
      for (const [key, atMs] of brought) if (atMs < keptSinceMs || !held.has(key)) brought.delete(key)
    }
    const sum = (blobs: readonly Timed[]): number =>
      blobs.reduce((total, { bytes }) => total + bytes.length, 0)
    return {
      held: held.size,
      heldBytes: sum([...held.values()]),
      removed: orphans.length,
      removedBytes: sum(orphans.map(([, blob]) => blob)),
      uploadsGivenUp,
    }
  }

  return {
    async find(digest) {
      assertOpen()
      const blob = held.get(bytesToHex(digest))
      if (blob === undefined) return null
      const { bytes } = blob
      return {
        bytes: bytes.length,
        stream: (start, end) => Readable.from([bytes.subarray(start, end)]),
        close: () => Promise.resolve(),
      }
    },
    async uploadOffset(account, digest) {
      assertOpen()
      return known(account).uploads.get(bytesToHex(digest))?.bytes.length ?? 0
    },
    async put(part) {
      assertOpen()
      return put(part)
    },
    async claim(account, document, digests) {
      assertOpen()
      assertDocumentId(document)
      return claim(accountOf(account), document, digests)
    },
    async usedBytes(account) {
      assertOpen()
      return usageOf(known(account)).usedBytes
    },
    async sweep() {
      assertOpen()
      return sweep()
    },
    async close() {
      closed = true
    },
  }
}
