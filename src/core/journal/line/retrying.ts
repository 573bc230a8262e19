/** What could not be read is tried again when something comes that may open it. */
import { bytesToHex, equalBytes } from '../../../base/bytes.ts'
import { bytesOf, parseItem } from '../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { Journals } from './journals.ts'
import type { LineDeps } from './line-deps.ts'
import type { Reader } from './reader.ts'
import { allRows, rowKeys, segmentOfKey } from './row-keys.ts'
import type { Visits } from './visits.ts'
import { type WaitingForKeys, waitingForKeys, waitingForTag, type WaitingSegment } from './waiting.ts'

export interface Retrying {
  keysCame(owner: AccountId): void
  tagsCame(tags: readonly Uint8Array[]): void
  /** Once: what the last session left undone. */
  begin(): void
}

export interface RetryingDeps extends Pick<LineDeps, 'self' | 'audiences' | 'rows' | 'ports'> {
  readonly journals: Journals
  readonly visits: Pick<Visits, 'readAgain'>
  readonly reader: Pick<Reader, 'between'>
}

export const createRetrying = (deps: RetryingDeps): Retrying => {
  const { rows, ports, journals, visits, reader } = deps
  const readAgain = (waiting: readonly WaitingSegment[]): void => {
    for (const { account, segment } of waiting) visits.readAgain(journals.of(account), segment)
  }
  /** What is being read now may be about to say that it waits. */
  const inTurn = (find: () => Promise<readonly WaitingSegment[]>): void => {
    reader
      .between(find)
      .then(readAgain)
      .catch((error: unknown) => {
        ports.log({
          event: 'journal-not-retried',
          detail: error instanceof Error ? error.message : 'unknown',
        })
      })
  }
  return {
    keysCame: owner => inTurn(() => waitingForKeys(owner, rows)),
    tagsCame: tags =>
      inTurn(async () => (await Promise.all(tags.map(tag => waitingForTag(tag, rows)))).flat()),
    begin() {
      inTurn(() => leftOpen(deps))
      inTurn(async () => (await waitingForKeys(null, rows)).filter(waiting => isOpenable(waiting, deps)))
    },
  }
}

/** Open when the program ended: what came in the last moments may not have been told. */
const leftOpen = async ({ rows }: RetryingDeps): Promise<readonly WaitingSegment[]> => {
  const stored = await rows.range({ ...rowKeys.allOpen(), limit: allRows })
  return (stored.ok ? stored.value : []).flatMap(([key, item]) => {
    const account = parseItem(bytesOf(32), item, 'row of an open segment')
    return account.ok ? [{ account: account.value as AccountId, segment: segmentOfKey(key) }] : []
  })
}

/** Of what is not held, asking starts the search for it. */
const isOpenable = ({ owner, secrets }: WaitingForKeys, { self, audiences }: RetryingDeps): boolean =>
  equalBytes(owner, self) ||
  secrets.some(({ generation, keyId }) => audiences.find(owner, generation, bytesToHex(keyId)) !== null)
