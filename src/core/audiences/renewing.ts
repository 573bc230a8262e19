/** One's own audience: the generation to write with, renewed when it is due, and let into by who is new. */
import { bytesToHex, equalBytes, utf8ToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { sha256 } from '../../protocol/crypto/hash.ts'
import { isSecretCurrent } from '../account/secrets-in-chain.ts'
import type { CoreError } from '../api.ts'
import type { OwnKeys } from '../connections/own-keys.ts'
import { createSerial } from '../documents/index.ts'
import type { Agreements } from './agreements.ts'
import type { AudienceDeps } from './audience-deps.ts'
import type { AudienceKey } from './audience-types.ts'
import { type Desk, makeSecret, missingEntries, writeEntries } from './desk.ts'
import type { Generation } from './generation.ts'
import type { HeldKeys } from './held-keys.ts'
import type { Looking } from './looking.ts'
import { agreeWith, connectedReaders, seatsOf } from './readers.ts'
import { chosenKey, isGenerationDue, keysWithoutSuccessor, readersKey, readersWithoutSlot } from './rules.ts'
import type { OpenAudience } from './shelf.ts'

export interface Renewing {
  current(): Promise<Result<AudienceKey, CoreError>>
  /** Gives who is new the newest secret, if there is one; renews nothing for the sake of who has gone. */
  letIn(): Promise<void>
}

export interface RenewingDeps {
  readonly deps: AudienceDeps
  readonly looking: Looking
  readonly held: HeldKeys
  readonly ownKeys: OwnKeys
  readonly agreements: Agreements
}

/** Of what was last found to be as it should, so that it is not worked out again at each start. */
const settledRow = 'aud/settled'

export const createRenewing = ({ deps, looking, held, ownKeys, agreements }: RenewingDeps): Renewing => {
  const { self, book, profiles, ports, rows } = deps
  const serial = createSerial()

  const prepare = async (): Promise<Result<Desk, CoreError>> => {
    const sealer = deps.sealer()
    if (sealer === null || deps.isRevoked()) return err({ type: 'not-allowed', reason: 'device-revoked' })
    if (deps.people() === null) return err({ type: 'internal', detail: 'people are not there yet' })
    const own = ownKeys.current()
    const account = deps.secrets().at(-1)
    // Under the secret before, a device that was taken out could read what is made for one's own.
    const isCurrent = isSecretCurrent(deps.secrets(), book.entryOf(self)?.state ?? null)
    if (own === null || account === undefined || !isCurrent) {
      return err({ type: 'not-allowed', reason: 'history-arriving' })
    }
    const readers = await connectedReaders(deps)
    return ok({ self, sealer, own, account, readers, agreements, random: ports.random })
  }
  const newest = async (): Promise<number> => {
    const last = held.of(self).at(-1)?.generation ?? 0
    return Math.max(last, await looking.newestOf(self))
  }
  const chosenOf = (generation: number): AudienceKey | null =>
    chosenKey(held.of(self).filter(key => key.generation === generation))

  const isSettled = async (digest: Uint8Array): Promise<boolean> => {
    const row = await rows.get(settledRow)
    return row.ok && row.value instanceof Uint8Array && equalBytes(row.value, digest)
  }
  const settle = async (desk: Desk, one: OpenAudience): Promise<void> => {
    const saved = await rows.write([rows.seal(settledRow, digestOf(desk, one))])
    if (!saved.ok) ports.log({ event: 'audience-not-settled', reason: saved.error.type })
  }
  const isDue = ({ own, readers }: Desk, read: Generation): boolean =>
    read.isNewer ||
    isGenerationDue(read.secrets, { generation: own.generation, akX: own.pair.publicKey }, secret =>
      seatsOf(readers, own, agreements, { owner: self, generation: read.generation, keyId: secret.keyId }),
    )
  const announce = async (generation: number): Promise<Result<null, CoreError>> =>
    profiles.raise('audience', generation)

  const make = async (desk: Desk, one: OpenAudience): Promise<Result<AudienceKey, CoreError>> => {
    const made = await makeSecret(desk, one, keysWithoutSuccessor(held.of(self), one.generation))
    if (!made.ok) return made
    await held.add(self, [made.value])
    const said = await announce(one.generation)
    if (!said.ok) return said
    await settle(desk, one)
    return made
  }
  const complete = async (
    desk: Desk,
    one: OpenAudience,
    read: Generation,
  ): Promise<Result<null, CoreError>> => {
    const written = await writeEntries(one.replica, desk, missingEntries(desk, read, held.of(self)))
    if (!written.ok) return written
    await looking.read(one)
    const said = await announce(one.generation)
    if (said.ok) await settle(desk, one)
    return said
  }
  /** Goes on from the newest generation to one that may be written with, which is made if there is none. */
  const settleFrom = async (desk: Desk, first: number): Promise<Result<AudienceKey, CoreError>> => {
    await agreeWith(desk.readers, desk.own, agreements, ports)
    for (let generation = Math.max(1, first); ; generation++) {
      const one = await looking.shelf.open(self, generation)
      if (one === null) return err({ type: 'storage', problem: 'no-storage' })
      const read = await looking.read(one)
      const isClaimed = generation <= (profiles.held(self)?.audience ?? 0)
      if (read.secrets.length === 0 && !read.isNewer && !isClaimed) return make(desk, one)
      const chosen = chosenOf(generation)
      if (chosen === null || isDue(desk, read)) continue
      const done = await complete(desk, one, read)
      return done.ok ? ok(chosen) : done
    }
  }
  const work = async (): Promise<Result<AudienceKey, CoreError>> => {
    const desk = await prepare()
    if (!desk.ok) return desk
    const generation = await newest()
    if (generation > 0) await lookAtNewest(generation)
    const one = generation === 0 ? null : await looking.shelf.open(self, generation)
    const chosen = chosenOf(generation)
    if (one !== null && chosen !== null && (await isSettled(digestOf(desk.value, one)))) return ok(chosen)
    return settleFrom(desk.value, generation)
  }
  /** Another of one's devices may have made it, and it may be on its way. */
  const lookAtNewest = async (generation: number): Promise<void> => {
    if (chosenOf(generation) === null) await looking.seek(self)
  }
  const letIn = async (): Promise<void> => {
    const generation = await newest()
    if (generation === 0 || deps.sealer() === null) return
    const desk = await prepare()
    if (!desk.ok) return
    await lookAtNewest(generation)
    const one = await looking.shelf.open(self, generation)
    if (one === null || (await isSettled(digestOf(desk.value, one)))) return
    await agreeWith(desk.value.readers, desk.value.own, agreements, ports)
    const read = await looking.read(one)
    const isSomebodyNew = read.secrets.some(({ keyId, slots }) => {
      const seats = seatsOf(desk.value.readers, desk.value.own, agreements, {
        owner: self,
        generation,
        keyId,
      })
      return readersWithoutSlot({ slots }, seats).length > 0
    })
    const isCarried = keysWithoutSuccessor(held.of(self), generation).length === 0
    if (!isSomebodyNew && isCarried) return
    const done = await settleFrom(desk.value, generation)
    if (!done.ok) ports.log({ event: 'nobody-let-in', reason: done.error.type })
  }

  return { current: () => serial(work), letIn: () => serial(letIn) }
}

/** Of all that decides whether a generation is as it should be. */
const digestOf = ({ own, readers }: Desk, { generation, replica }: OpenAudience): Uint8Array =>
  sha256(
    utf8ToBytes(
      [
        generation,
        bytesToHex(own.pair.publicKey),
        replica.heads().toSorted().join(),
        readersKey(readers),
      ].join('|'),
    ),
  )
