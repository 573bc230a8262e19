/** Where a journal's segments and an account's audience secrets are: both are found by a number that the profile says. */
import type { AccountId } from '../records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../records/document-genesis.ts'

/** Segments count from 0. */
export const journalGenesis = (account: AccountId, segment: number): DocumentGenesis =>
  createDocumentGenesis('journal', account, tagOfNumber(segment))

/** Generations count from 1. */
export const audienceGenesis = (account: AccountId, generation: number): DocumentGenesis =>
  createDocumentGenesis('audience', account, tagOfNumber(generation))

const tagBytes = 32
/** What a JavaScript number holds without loss. */
const numberBytes = 7

const tagOfNumber = (value: number): Uint8Array => {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error('journal genesis: count from 0, in whole numbers')
  const tag = new Uint8Array(tagBytes)
  for (let at = tagBytes - 1, rest = value; rest > 0; at--, rest = Math.floor(rest / 256))
    tag[at] = rest % 256
  return tag
}

/** Of a journal's genesis its segment, of an audience's its generation. Null for a tag that is no safe number. */
export const numberOfTag = (tag: Uint8Array): number | null => {
  if (tag.length !== tagBytes || tag.subarray(0, tagBytes - numberBytes).some(byte => byte !== 0)) return null
  const value = tag.subarray(-numberBytes).reduce((number, byte) => number * 256 + byte, 0)
  return Number.isSafeInteger(value) ? value : null
}
