/** Passing words of one connection: those about its own account's documents go on, and no faster than they may. */
import { equalBytes } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { createRates } from '../rates.ts'
import type { ConnectionLimits } from './limits.ts'

export interface PassingOptions {
  readonly clock: Clock
  readonly limits: Pick<ConnectionLimits, 'wordsPerSecond' | 'wordBurst'>
  readonly account: AccountId
  /** Null when the document is not held. */
  readonly ownerOf: (doc: DocId) => Promise<Uint8Array | null>
  readonly pass: (doc: DocId, sealed: Uint8Array) => void
  readonly violation: (what: string) => void
}

/** Of documents whose owner is remembered. */
const maxKnown = 4_096

export const createPassing = (
  options: PassingOptions,
): ((doc: DocId, sealed: Uint8Array) => Promise<void>) => {
  const { account, limits } = options
  const rates = createRates(options.clock, limits.wordsPerSecond, limits.wordBurst, 1)
  const known = new Map<DocId, boolean>()

  /** Null while nobody has brought the document. */
  const isOwn = async (doc: DocId): Promise<boolean | null> => {
    const remembered = known.get(doc)
    if (remembered !== undefined) return remembered
    const owner = await options.ownerOf(doc)
    if (owner === null) return null
    if (known.size >= maxKnown) known.clear()
    const own = equalBytes(owner, account)
    known.set(doc, own)
    return own
  }
  return async (doc, sealed) => {
    if (!rates.allows('')) return
    const own = await isOwn(doc)
    if (own === false) options.violation('passing word of another')
    if (own === true) options.pass(doc, sealed)
  }
}
