/** What people paste when they look for somebody: an id, or a link that ends in one. Pure. */
import type { AccountIdText } from '../../core/api.ts'

export type PersonAddress =
  | { readonly kind: 'account'; readonly account: AccountIdText }
  | { readonly kind: 'empty' }
  /** Made of the letters of an id, but too few or too many of them. */
  | { readonly kind: 'wrong-length'; readonly length: number }
  | { readonly kind: 'not-an-address' }

const idLength = 43
const maxLength = 2_000

/** 43 letters carry 258 bits, so of a 256-bit id the last letter's two lowest bits are zero. */
const id = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/
const idLetters = /^[A-Za-z0-9_-]+$/
const shortestCutId = 20

export const parsePersonAddress = (pasted: string): PersonAddress => {
  const text = pasted.replace(/[\p{White_Space}\p{Default_Ignorable_Code_Point}<>"“”]/gu, '')
  if (text === '') return { kind: 'empty' }
  if (text.length > maxLength) return { kind: 'not-an-address' }
  const candidate = lastPartOfLink(text) ?? text
  if (id.test(candidate)) return { kind: 'account', account: candidate }
  const looksCut = idLetters.test(candidate) && candidate.length >= shortestCutId
  if (looksCut && candidate.length !== idLength) return { kind: 'wrong-length', length: candidate.length }
  return { kind: 'not-an-address' }
}

/** The part after `/people/`, with or without a host in front: links are made by any relay. */
const lastPartOfLink = (text: string): string | null => /(?:^|\/)people\/([^/?#]*)/.exec(text)?.[1] ?? null

/** Enough of an id to tell two people of one name apart: its first 16 letters in fours. */
export const shortFingerprint = (account: AccountIdText): string =>
  (account.slice(0, 16).match(/.{1,4}/g) ?? []).join(' ')

export const personPath = (account: AccountIdText): string => `/people/${account}`
