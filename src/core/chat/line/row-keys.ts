/**
 * Rows of one line, under `line/<conversation>/`:
 *
 *   f/<feed>                     [newest, floor|null, done bits, last32|null]
 *   s/<feed>/<segment>/<part>    [keys16 …, ids32 …], 32 entries of a segment that were taken, in the order taken
 *   w/<feed>/<segment>           [[key16, id32, epoch32|null, acct32|null, said] …], entries that wait for something
 *   e/<epoch>                    a known epoch; q/<epoch>: envelopes seen under it
 *   k/<epoch>                    ES that was handed on before its epoch was seen
 *   n/<feed>/<chain>             [device32, chain16, low, high, count]; i/<chain>/<part>: ids16 of 64 envelopes
 *   d/<account>                  devices as they were last announced
 *   l                            [segments that this device wrote in …], [segments that it opened …]: of its own feed
 *   o                            control heads in the order that this device learnt of them
 *
 * Feeds and accounts by the first 8 bytes of the account, all names in hex, numbers padded, so that they sort.
 */
import { bytesToHex } from '../../../base/bytes.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { ConversationId } from '../../api.ts'

export const accountKey = (account: AccountId): string => bytesToHex(account.subarray(0, 8))

/** 13 hex digits are 52 bits, as much as a number holds. */
const padded = (value: number): string => value.toString(16).padStart(13, '0')

export interface RowKeys {
  feed(feed: string): string
  part(feed: string, segment: number, part: number): string
  parts(feed: string, segment: number): KeyRange
  waits(feed: string, segment: number): string
  allWaits(): KeyRange
  epoch(epoch: string): string
  epochs(): KeyRange
  use(epoch: string): string
  uses(): KeyRange
  handed(epoch: string): string
  allHanded(): KeyRange
  chain(feed: string, chain: string): string
  chains(): KeyRange
  ids(chain: string, part: number): string
  devices(account: string): string
  own(): string
  observed(): string
}

export interface KeyRange {
  readonly from: string
  readonly to: string
}

/** '0' is the character after '/'. */
const under = (prefix: string): KeyRange => ({ from: `${prefix}/`, to: `${prefix}0` })

export const createRowKeys = (conversation: ConversationId): RowKeys => {
  const line = `line/${conversation}`
  return {
    feed: feed => `${line}/f/${feed}`,
    part: (feed, segment, part) => `${line}/s/${feed}/${padded(segment)}/${padded(part)}`,
    parts: (feed, segment) => under(`${line}/s/${feed}/${padded(segment)}`),
    waits: (feed, segment) => `${line}/w/${feed}/${padded(segment)}`,
    allWaits: () => under(`${line}/w`),
    epoch: epoch => `${line}/e/${epoch}`,
    epochs: () => under(`${line}/e`),
    use: epoch => `${line}/q/${epoch}`,
    uses: () => under(`${line}/q`),
    handed: epoch => `${line}/k/${epoch}`,
    allHanded: () => under(`${line}/k`),
    chain: (feed, chain) => `${line}/n/${feed}/${chain}`,
    chains: () => under(`${line}/n`),
    ids: (chain, part) => `${line}/i/${chain}/${padded(part)}`,
    devices: account => `${line}/d/${account}`,
    own: () => `${line}/l`,
    observed: () => `${line}/o`,
  }
}

/** More than any range holds. */
export const allRows = 1 << 20
