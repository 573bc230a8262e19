import { equalBytes } from '../../../base/bytes.ts'
import type { Epoch } from '../../../protocol/rooms/room-types.ts'
import type { EntryKey } from '../../documents/index.ts'
import { isRolledBack } from './epoch-rules.ts'
import { type Unwrapped, unwrapEpoch } from './epoch-secret.ts'
import { judgeEpoch } from './judge-epoch.ts'
import { type EpochProblem, type KnownEpoch, knownEpoch, positionOf } from './known-epoch.ts'
import type { ReaderDeps, ReadingContext } from './reading.ts'

/** `index`: its place in the segment. */
export const readEpoch = async (
  epoch: Epoch,
  key: EntryKey,
  index: number,
  { segment, place, wanted, learnt }: ReadingContext,
  deps: ReaderDeps,
): Promise<void> => {
  segment.take(key, null)
  if (deps.epochs.get(epoch.id)?.problem === null) return segment.settle(key)
  const verdict = await judgeEpoch(epoch, place, deps.book, deps.verify)
  if (verdict.kind === 'good' || (verdict.kind === 'waits' && verdict.isSigned)) noteCreator(epoch, deps)
  if (verdict.kind === 'waits') {
    segment.wait({ key, id: null, epoch: null, account: verdict.account, isSaid: true, header: null })
    wanted.push(verdict.account)
    return
  }
  segment.settle(key)
  const known = knownEpoch(epoch, positionOf(segment.number, index))
  if (verdict.kind === 'refused') deps.epochs.put({ ...known, problem: verdict.problem })
  else learn(epoch, known, deps)
  learnt.push(epoch.id)
}

/** Of its own chain an account is believed: of others' it could claim what never comes. */
const noteCreator = ({ creator, creatorDevice, members }: Epoch, { noteHeads }: ReaderDeps): void => {
  for (const [account, heads] of members)
    if (equalBytes(account, creator)) noteHeads(account, creatorDevice, heads)
}

const learn = (epoch: Epoch, known: KnownEpoch, deps: ReaderDeps): void => {
  const { epochs, room } = deps
  const unwrapped = unwrapEpoch(epoch, room, deps.signer.publicKey, deps.prekeys())
  const isOld = isRolledBack(known, epochs.all(), deps.observed())
  epochs.put({ ...known, problem: isOld ? 'rolled-back' : problemOf(unwrapped) })
  const own = unwrapped.kind === 'secret' ? [unwrapped.secret] : []
  for (const secret of [...own, ...deps.secretsOf(epoch.id)]) if (epochs.giveSecret(epoch.id, secret)) return
}

const problemOf = ({ kind }: Unwrapped): EpochProblem | null =>
  kind === 'secret' || kind === 'none' ? null : kind
