/** What people see of journals: what the line brings becomes rows, and rows become feeds, pages and notices. */
import { bytesToHex } from '../../../base/bytes.ts'
import { err, ok } from '../../../base/result.ts'
import { targetKeyOf } from '../../../protocol/journal/target.ts'
import type { EntryId16, JournalBody } from '../../../protocol/journal/journal-types.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { createSerial } from '../../documents/index.ts'
import type { JournalService, ReadEntry } from '../journal-types.ts'
import { createChoosing } from './commands/choosing.ts'
import { unknownPost } from './commands/command-deps.ts'
import { createKeepingOrder } from './commands/keeping-order.ts'
import { createSaying } from './commands/saying.ts'
import type { JournalDeps } from './journal-deps.ts'
import { createJournalParts } from './journal-parts.ts'
import { folderOf, followerKey } from './rows/keys.ts'
import { toReadEntry } from './rows/read-entry.ts'
import { isThere, readEntry } from './rows/reading.ts'
import { refOf } from './rows/refs.ts'
import type { StoredEntry } from './rows/entry-row.ts'
import { feedRow } from './showing/feed.ts'
import { followsRow } from './showing/follows-row.ts'
import { postImage } from './showing/images.ts'
import { journalRow } from './showing/journal-row.ts'
import { noticeEvents, placeOfNotice } from './showing/notice-events.ts'
import { noticesRow } from './showing/notices.ts'
import { standingPost } from './showing/post-row.ts'
import { postState } from './showing/post-state.ts'
import { personOf } from './showing/showing-deps.ts'
import { talkRow } from './showing/talk-row.ts'
import { type Subject, subjectOf } from './state/subjects.ts'

type Written = 'publish' | 'editPost' | 'attach' | 'attached' | 'keepDraft' | 'draft'

export interface Talk extends Omit<JournalService, Written> {
  /** A post of one's own as it stands now; null when there is none, or it was taken back. */
  readPost(id: EntryId16): Promise<{ readonly entry: ReadEntry; readonly body: JournalBody } | null>
  /** Answers when rows have an entry that was just written. */
  untilTaken(id: EntryId16): Promise<void>
}

export const createTalk = async (deps: JournalDeps): Promise<Talk> => {
  const { self, rows } = deps
  const parts = await createJournalParts(deps)
  const { circle, counts, marks, lists, asking, follows, followOf } = parts
  const showing = { ...deps, ...parts }
  const serial = createSerial()
  const saying = createSaying(showing)
  const order = createKeepingOrder(showing)
  const choosing = createChoosing(showing)
  parts.start()

  return {
    comment: command => serial(() => saying.comment(command)),
    editComment: command => serial(() => saying.editComment(command)),
    appreciate: (target, on) => serial(() => saying.appreciate(target, on)),
    remove: id => serial(() => order.remove(id)),
    hide: (account, comment, hidden) => serial(() => order.hide(account, comment, hidden)),
    follow: (account, follow) => serial(() => choosing.follow(account, follow)),
    mutePerson: choosing.mutePerson,
    muteWord: choosing.muteWord,
    async readNotices(key) {
      const place = placeOfNotice(key)
      if (place === null) return err({ type: 'not-found', what: 'item' })
      const { events } = await noticeEvents(showing)
      const isNews = events.some(one => one.unread && one.place <= place)
      return isNews ? marks.read(place) : ok(null)
    },
    async askAbout(target) {
      const subject = await subjectOf(target, deps)
      if (subject === null) return err(unknownPost)
      asking
        .ask(subject.folder, subject.tag ?? targetKeyOf(subject.target), isAboutIt(subject))
        .catch(parts.failed('references-not-asked'))
      return ok(null)
    },

    feed: query => feedRow(query, { ...showing, havePosts: parts.taker.havePosts }),
    post: (account, post) => postState(account, post, showing),
    talk: query => talkRow(query, showing),
    journal: query => journalRow(query, showing),
    notices: count => noticesRow(count, showing),
    follows: () => followsRow({ ...showing, followed: () => [...lists.followed().keys(), ...follows.all()] }),
    mutes: () => ({
      words: lists.mutedWords(),
      people: [...lists.mutedPeople().values()].map(account => personOf(account, '', deps)),
    }),

    image: (account, post, image, size) => postImage(account, post, image, size, showing),
    references: () => parts.references.all(),
    followOf,
    async publicFollowersOf(account, among) {
      const followed = bytesToHex(account)
      const following = await Promise.all(
        among.map(one => isThere(rows, followerKey(followed, bytesToHex(one)))),
      )
      return among.filter((_, index) => following[index])
    },
    appreciationsOf: works => Promise.all(works.map(one => appreciationsOf(one, counts))),
    isMuted: account => circle.isMuted(bytesToHex(account)),
    onChange: parts.onChange,
    close: parts.close,

    async readPost(id) {
      const ref = refOf(self, id)
      const post = standingPost(ref, await readEntry(rows, ref))
      return post === null ? null : { entry: toReadEntry(ref, post.entry), body: post.body }
    },
    untilTaken: parts.writing.untilTaken,
  }
}

const isAboutIt =
  ({ folder, tag }: Subject) =>
  ({ plain, tag: itsTag }: StoredEntry): boolean => {
    if (plain === null) return tag !== null && itsTag !== null && bytesToHex(tag) === bytesToHex(itsTag)
    return (
      (plain.kind === 'comment' || plain.kind === 'appreciate') && folderOf(plain.target, itsTag) === folder
    )
  }

const noAlbum = new Uint8Array(32)

const appreciationsOf = async (
  { account, work }: { readonly account: AccountId; readonly work: Uint8Array },
  counts: { of(folder: string): Promise<{ readonly appreciations: number }> },
): Promise<number> =>
  (await counts.of(folderOf({ kind: 'work', account, id: work, album: noAlbum }, null))).appreciations
