/** When audience secrets have to change, and who has to have them. Pure. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { AccountKey } from '../../protocol/rooms/first-contact-types.ts'
import type { SeatedSecret } from './generation.ts'
import type { HeldKey } from './held-keys.ts'

/** A reader's slot of one secret, in hex. */
export interface Seat<R> {
  readonly reader: R
  readonly slot: string
}

type Slots = Pick<SeatedSecret, 'slots'>

/** `seats`: of everybody who may read. */
export const readersWithoutSlot = <R>(secret: Slots, seats: readonly Seat<R>[]): readonly R[] =>
  seats.filter(({ slot }) => !secret.slots.has(slot)).map(({ reader }) => reader)

/** Slots of nobody who may read: whoever was removed since, or whose key was renewed. */
export const slotsWithoutReader = (secret: Slots, seats: readonly Seat<unknown>[]): readonly string[] => {
  const wanted = new Set(seats.map(({ slot }) => slot))
  return [...secret.slots.keys()].filter(slot => !wanted.has(slot))
}

/** Whoever holds the key that was in use before may be a device that was taken out since. */
export const isUnderOldKey = (secret: Pick<SeatedSecret, 'akX' | 'akGeneration'>, own: AccountKey): boolean =>
  secret.akGeneration !== own.generation || !equalBytes(secret.akX, own.akX)

/**
 * A generation may not be written with any more once one of its secrets is under an old key of its owner's, or has a slot
 * that nobody should have.
 */
export const isGenerationDue = <S extends SeatedSecret>(
  secrets: readonly S[],
  own: AccountKey,
  seatsOf: (secret: S) => readonly Seat<unknown>[],
): boolean => secrets.some(one => isUnderOldKey(one, own) || slotsWithoutReader(one, seatsOf(one)).length > 0)

/** Of a generation, the one that every device writes with. */
export const chosenKey = <K extends { readonly id: string }>(keys: readonly K[]): K | null =>
  keys.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null

/**
 * Earlier secrets that no later one opens, so that whoever comes later could not read what is under them: devices that
 * did not know of each other made them at the same time.
 */
export const keysWithoutSuccessor = (held: readonly HeldKey[], newest: number): readonly HeldKey[] => {
  const named = new Set(held.flatMap(key => key.befores ?? []).map(nameOf))
  return held.filter(key => key.generation < newest && !named.has(nameOf(key)))
}

const nameOf = ({ generation, id }: Pick<HeldKey, 'generation' | 'id'>): string => `${generation}/${id}`

/** What is known when somebody's secrets are looked for. */
export interface Search {
  readonly wanted: readonly { readonly generation: number; readonly id: string }[]
  readonly held: readonly HeldKey[]
  /** What their profile says; 0 when it says nothing. */
  readonly newest: number
  /** Generations whose documents were read already. */
  readonly looked: ReadonlySet<number>
}

/**
 * The generation to look at next: where the wanted one should be, then the newest, then from the nearest later one that is
 * held backwards. Null when there is nowhere to look, or nothing to look for.
 */
export const nextToLookAt = ({ wanted, held, newest, looked }: Search): number | null => {
  const missing = wanted.filter(
    one => !held.some(key => key.generation === one.generation && key.id === one.id),
  )
  const direct = missing.find(({ generation }) => !looked.has(generation))
  if (direct !== undefined) return direct.generation
  const isNewestHeld = held.some(({ generation }) => generation === newest)
  if (newest > 0 && !isNewestHeld && !looked.has(newest)) return newest
  const oldest = Math.min(...missing.map(({ generation }) => generation))
  const later = held
    .filter(({ generation, befores }) => generation > oldest && befores === null && !looked.has(generation))
    .map(({ generation }) => generation)
  return missing.length === 0 || later.length === 0 ? null : Math.min(...later)
}

/** Tells whether everything that a choice of slots rests on is as it was. */
export const readersKey = (readers: readonly (AccountKey & { readonly account: Uint8Array })[]): string =>
  readers
    .map(({ account, generation, akX }) => `${bytesToHex(account)} ${generation} ${bytesToHex(akX)}`)
    .toSorted()
    .join()
