/** Comments and appreciations: what one says about what is there. */
import { err, ok, type Result } from '../../../../base/result.ts'
import { parseEntryIdText, entryIdToText } from '../../../../protocol/journal/target.ts'
import type { JournalMention, JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import type { CoreError, TalkRow, Target } from '../../../api.ts'
import type { EntryAudience, JournalService, ReadEntry } from '../../journal-types.ts'
import { checkComment, checkMentions } from '../rules/input.ts'
import { isLive, type StoredEntry } from '../rows/entry-row.ts'
import { appreciationKey, folderOf } from '../rows/keys.ts'
import { toReadEntry } from '../rows/read-entry.ts'
import { readEntry } from '../rows/reading.ts'
import { accountOf, entryIdOf, parseRef, refOf } from '../rows/refs.ts'
import { parseMark } from '../rows/small-rows.ts'
import { bodyIn } from '../rows/standing-body.ts'
import { canSay, type Subject, subjectOf } from '../state/subjects.ts'
import { type CommandDeps, unknownComment, unknownPost } from './command-deps.ts'

type Saying = Pick<JournalService, 'comment' | 'editComment' | 'appreciate'>

export const createSaying = (deps: CommandDeps): Saying => {
  const { rows, writing, own, self, ports } = deps
  const nowMs = (): number => ports.clock.nowMs()

  /** One's own entries that say so. */
  const appreciations = async ({ folder }: Subject): Promise<readonly Uint8Array[]> => {
    const stored = await rows.get(appreciationKey(folder, own))
    return stored.ok ? parseMark(stored.value).ids : []
  }

  return {
    async comment({ target, replyTo, text, mentions }) {
      const checked = checkSaid(text, mentions)
      if (!checked.ok) return checked
      const subject = await sayable(target, deps)
      if (!subject.ok) return subject
      const answered = await checkReply(replyTo, subject.value, deps)
      if (!answered.ok) return answered
      const plain: JournalPlain = {
        kind: 'comment',
        atMs: nowMs(),
        target: subject.value.target,
        replyTo: answered.value,
        ...checked.value,
      }
      const written = await writing.write([{ plain, ...readersOf(subject.value) }])
      if (!written.ok) return written
      const [id] = written.value
      return id === undefined ? err(unknownComment) : ok({ comment: entryIdToText(id) })
    },
    async editComment({ comment, text, mentions }) {
      const checked = checkSaid(text, mentions)
      if (!checked.ok) return checked
      const of = parseEntryIdText(comment)
      const ref = of === null ? null : refOf(self, of)
      const entry = ref === null ? null : await readEntry(rows, ref)
      if (
        of === null ||
        ref === null ||
        entry === null ||
        !isLive(entry) ||
        entry.plain?.kind !== 'comment'
      ) {
        return err(unknownComment)
      }
      const now = bodyIn(entry)
      if (now?.text === checked.value.text && isSameMentions(now.mentions, checked.value.mentions))
        return ok(null)
      const body = { ...checked.value, images: [], works: [] }
      const about = entry.audience === 'thread' ? toReadEntry(ref, entry) : null
      const plain: JournalPlain = { kind: 'edit', atMs: nowMs(), of, body }
      const written = await writing.write([{ plain, audience: entry.audience, about }])
      return written.ok ? ok(null) : written
    },
    async appreciate(target, on) {
      if (!on) {
        const subject = await subjectOf(target, deps)
        return subject === null ? err(unknownPost) : writing.takeBack(await appreciations(subject))
      }
      const subject = await sayable(target, deps)
      if (!subject.ok) return subject
      if ((await appreciations(subject.value)).length > 0) return ok(null)
      const plain: JournalPlain = { kind: 'appreciate', atMs: nowMs(), target: subject.value.target }
      const written = await writing.write([{ plain, ...readersOf(subject.value) }])
      return written.ok ? ok(null) : written
    },
  }
}

const checkSaid = (
  text: string,
  mentions: Parameters<typeof checkMentions>[0],
): Result<{ readonly text: string; readonly mentions: readonly JournalMention[] }, CoreError> => {
  const words = checkComment(text)
  if (!words.ok) return words
  const named = checkMentions(mentions)
  return named.ok ? ok({ text: words.value, mentions: named.value }) : named
}

const isSameMentions = (a: readonly JournalMention[], b: readonly JournalMention[]): boolean =>
  JSON.stringify(a.map(nameOfMention)) === JSON.stringify(b.map(nameOfMention))

const nameOfMention = ({ account, name }: JournalMention): readonly unknown[] => [[...account], name]

/** What one can say something about now. */
const sayable = async (target: Target, deps: CommandDeps): Promise<Result<Subject, CoreError>> => {
  const subject = await subjectOf(target, deps)
  if (subject === null) return err(notThere(target))
  const answer = await canSay(subject, deps)
  return answer === 'yes' ? ok(subject) : err(refusal(answer, target))
}

const notThere = ({ kind }: Target): CoreError => ({ type: 'not-found', what: kind })

const refusal = (answer: Exclude<TalkRow['canComment'], 'yes'>, target: Target): CoreError => {
  switch (answer) {
    case 'revoked':
      return { type: 'not-allowed', reason: 'device-revoked' }
    case 'blocked':
      return { type: 'cannot-write', reason: 'blocked' }
    case 'gone':
      return notThere(target)
    case 'not-for-you':
      // Works that not everyone sees cannot be talked about; what is not here cannot be answered.
      return target.kind === 'work' ? { type: 'not-allowed', reason: 'read-only' } : notThere(target)
  }
}

/** Whoever reads what it is about reads what is said about it. */
const readersOf = (
  subject: Subject,
): { readonly audience: EntryAudience; readonly about: ReadEntry | null } => {
  const { entry, target } = subject
  if (entry === null || target.kind === 'work' || entry.audience === 'public')
    return { audience: 'public', about: null }
  return { audience: 'thread', about: toReadEntry(refOf(target.account, target.id), entry) }
}

type Reply = Extract<JournalPlain, { readonly kind: 'comment' }>['replyTo']

const checkReply = async (
  replyTo: { readonly account: string; readonly id: string } | null,
  { folder }: Subject,
  { rows }: CommandDeps,
): Promise<Result<Reply, CoreError>> => {
  if (replyTo === null) return ok(null)
  const ref = parseRef(replyTo.account, replyTo.id)
  const entry = ref === null ? null : await readEntry(rows, ref)
  if (ref === null || entry === null || !standsIn(entry, folder)) return err(unknownComment)
  return ok({ account: accountOf(ref.account), id: entryIdOf(ref.id) })
}

const standsIn = (entry: StoredEntry, folder: string): boolean =>
  isLive(entry) && entry.plain?.kind === 'comment' && folderOf(entry.plain.target, entry.tag) === folder
