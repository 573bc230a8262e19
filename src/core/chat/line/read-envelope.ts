import { bytesToHex, equalBytes } from '../../../base/bytes.ts'
import { deviceOf } from '../../../protocol/accounts/chain.ts'
import type { Envelope } from '../../../protocol/rooms/room-types.ts'
import type { EntryKey } from '../../documents/index.ts'
import type { Arrival } from '../chat-types.ts'
import { type EnvelopeProblem, judgeSender, openEnvelope, reasonOf } from './judge-envelope.ts'
import type { KnownEpoch } from './known-epoch.ts'
import type { ReaderDeps, ReadingContext } from './reading.ts'
import type { Wait } from './segment.ts'

export const readEnvelope = async (
  envelope: Envelope,
  key: EntryKey,
  isNew: boolean,
  context: ReadingContext,
  deps: ReaderDeps,
): Promise<void> => {
  const { id, header } = envelope
  const { segment, place } = context
  const isSaid = segment.waits().get(key)?.isSaid ?? false
  const wait = (missing: Pick<Wait, 'epoch' | 'account'>): void =>
    segment.wait({ key, id, header, isSaid, ...missing })
  segment.take(key, id)
  const epochOf = (): KnownEpoch | null => deps.epochs.get(header.epoch)
  const sender = await judgeSender(envelope, place, { ...deps, epochOf, accounts: deps.accounts() })
  switch (sender.kind) {
    case 'waits-epoch':
      return wait({ epoch: header.epoch, account: null })
    case 'waits-account':
      context.wanted.push(place.owner)
      return wait({ epoch: null, account: place.owner })
    case 'refused':
      segment.settle(key)
      // A copy of what was taken already does not take its place.
      if (isNew && (await deps.chains.seenBefore(header, id)) === 'same') return
      return arrive(envelope, { ok: false, reason: reasonOf(sender.problem) }, context)
    case 'good':
      return readGood(envelope, sender.epoch, key, context, deps)
  }
}

const readGood = async (
  envelope: Envelope,
  epoch: KnownEpoch,
  key: EntryKey,
  context: ReadingContext,
  deps: ReaderDeps,
): Promise<void> => {
  const { id, header } = envelope
  const { segment, feed } = context
  const seen = await deps.chains.seenBefore(header, id)
  if (seen === 'another') {
    segment.settle(key)
    noteCopy(envelope, context, deps)
    return fail(envelope, 'repeated', context)
  }
  if (seen === 'nothing') {
    await deps.chains.note(feed.account, header, id)
    deps.epochs.noteUse(header.epoch)
  }
  if (epoch.secret === null) return waitForSecret(envelope, epoch, key, context, deps)
  segment.settle(key)
  const plain = openEnvelope(envelope, epoch.secret, deps.room)
  if (!plain.ok) return fail(envelope, plain.error, context)
  deps.noteHeads(feed.account, header.device, plain.value.ownHeads)
  feed.show(id, segment.number, deps.nextTurn())
  arrive(envelope, { ok: true, plain: plain.value }, context)
}

/** An epoch that does not name one's account is from before one joined: nobody is told that it cannot be read. */
const waitForSecret = (
  { id, header }: Envelope,
  epoch: KnownEpoch,
  key: EntryKey,
  { segment, gone }: ReadingContext,
  deps: ReaderDeps,
): void => {
  const before = segment.waits().get(key)
  const isForOthers = isFromBefore(epoch, deps)
  if (isForOthers && before?.isSaid === true) gone.push(id)
  segment.wait({
    key,
    id,
    header,
    epoch: header.epoch,
    account: null,
    isSaid: isForOthers || before?.isSaid === true,
  })
}

export const isFromBefore = (epoch: KnownEpoch, { self }: Pick<ReaderDeps, 'self'>): boolean =>
  epoch.secret === null && !epoch.members.some(([account]) => equalBytes(account, self))

const arrive = (
  { id, header }: Envelope,
  content: Arrival['content'],
  { arrivals, feed }: ReadingContext,
): void => {
  arrivals.push({ id, author: feed.account, header, content })
}

const fail = (envelope: Envelope, problem: EnvelopeProblem, context: ReadingContext): void =>
  arrive(envelope, { ok: false, reason: reasonOf(problem) }, context)

/** One number for two messages: two copies of the device are at work. */
const noteCopy = ({ header }: Envelope, { feed, news }: ReadingContext, { book }: ReaderDeps): void => {
  const state = book.entryOf(feed.account)?.state ?? null
  const name = state === null ? null : (deviceOf(state, header.device)?.name ?? null)
  news.push({ account: feed.account, kind: 'copied-device', device: name ?? bytesToHex(header.device) })
}
