import { err, ok } from '../../../../src/base/result.ts'
import type {
  Command,
  CommandOf,
  CommandResult,
  CommandType,
  CommentRow,
  FeedRow,
  JournalRow,
  PostDraft,
  PostRow,
  PostState,
  PostWork,
  Query,
  QueryOf,
  TalkRow,
  WorkRef,
} from '../../../../src/core/api.ts'
import { postLimit } from '../../../../src/core/api.ts'
import type { CoreClient } from '../../../../src/worker/core-client.ts'
import { createWatchers } from '../core-over.ts'
import { bytesOf, imageIdOf, tileOf } from '../gallery/pictures.ts'
import { foundPeople, missingState } from './rows.ts'
import { ana, postOf, tomas, type NetworkScene } from './scenes.ts'

/** A scene's core that also holds posts and does with them what people ask. `say`: somebody posts. */
export const createNetworkCore = (
  inner: CoreClient,
  scene: NetworkScene,
  missing: string,
): CoreClient & { say(): void } => {
  const { tellAll, watchOver } = createWatchers()
  const files = new Map<string, Blob>()
  let items = scene.feed.items
  let comments = scene.comments
  let draft: PostDraft | null = null
  let asked: TalkRow['asked'] = 'no'
  let count = 0
  const change = (id: string, how: (post: PostRow) => PostRow): void => {
    items = items.map(item => ({
      ...item,
      posts: item.posts.map(post => (post.id === id ? how(post) : post)),
    }))
    tellAll()
  }
  const add = (post: PostRow): void => {
    items = [{ key: post.id, posts: [post] }, ...items]
    tellAll()
  }
  const posts = (): readonly PostRow[] => items.flatMap(item => item.posts)

  const feedRow = (query: QueryOf<'feed'>): FeedRow => {
    const from =
      query.top === null
        ? 0
        : Math.max(
            0,
            items.findIndex(item => item.key === query.top),
          )
    const shown = items.slice(from, from + query.count)
    return {
      ...scene.feed,
      items: shown,
      top: shown[0]?.key ?? null,
      newer: from,
      hasOlder: from + query.count < items.length,
    }
  }
  const postState = (query: QueryOf<'post'>): PostState => {
    const post = posts().find(one => one.id === query.post)
    if (post === undefined) return missingState(missing)
    const before = { ...post.body, text: 'What it said before.' }
    const versions = [
      { atMs: post.atMs, body: before },
      { atMs: post.editedAtMs ?? 0, body: post.body },
    ]
    return { kind: 'shown', post, versions: post.editedAtMs === null ? versions.slice(1) : versions }
  }
  const talkRow = (): TalkRow => ({
    comments,
    hasMore: false,
    counts: { comments: comments.length, appreciations: 2, appreciated: true },
    appreciatedBy: [ana, tomas],
    isOwner: true,
    canComment: missing === 'blocked' ? 'blocked' : 'yes',
    asked,
  })
  const journalRow = (query: QueryOf<'journal'>): JournalRow => ({
    posts: posts().filter(post => post.account === query.account),
    hasOlder: false,
    state: 'held',
    follow: 'no',
    followsYou: false,
    muted: false,
  })
  const rowOf = (query: Query): unknown => {
    switch (query.type) {
      case 'feed':
        return feedRow(query)
      case 'post':
        return postState(query)
      case 'talk-about':
        return talkRow()
      case 'journal':
        return journalRow(query)
      case 'post-draft':
        return draft
      case 'find-people':
        return foundPeople(query.text)
      case 'notices':
        return { items: [], unread: 0, hasOlder: false }
      case 'listing':
        return 'unasked'
      default:
        return undefined
    }
  }
  const publish = (command: CommandOf<'post.publish'>): unknown => {
    if (command.text.length > postLimit)
      return err({ type: 'invalid-input', field: 'text', reason: 'too-long' })
    const body = {
      text: command.text,
      mentions: command.mentions,
      images: command.images.map(({ alt }, at) => ({ image: tileOf(imageIdOf(at + 30)), alt })),
      works: command.works.map(workAt),
    }
    const added = command.added === null ? null : { ...command.added, title: 'Shorelines' }
    const post = postOf(`own${++count}`, ana, body, {
      minutes: 0,
      audience: command.audience,
      added,
      copy: 'only-here',
    })
    draft = null
    add(post)
    setTimeout(() => change(post.id, one => ({ ...one, copy: 'on-relay' })), 900)
    return ok({ post: post.id })
  }
  const comment = (command: CommandOf<'comment.publish'>): unknown => {
    const replied = comments.find(one => one.id === command.replyTo?.id)
    const made: CommentRow = {
      account: ana.account,
      id: `comment${++count}`.padEnd(22, '0'),
      author: ana,
      atMs: Date.now(),
      text: command.text,
      mentions: command.mentions,
      editedAtMs: null,
      rewritten: false,
      replyTo:
        replied === undefined
          ? null
          : { account: replied.account, id: replied.id, name: replied.author.name, excerpt: replied.text },
      appreciations: 0,
      appreciated: false,
      hidden: false,
      problem: null,
      copy: 'only-here',
      source: 'device',
    }
    comments = [...comments, made]
    tellAll()
    return ok({ comment: made.id })
  }
  const changeComment = (id: string, how: (one: CommentRow) => CommentRow | null): unknown => {
    comments = comments.flatMap(one => (one.id === id ? (how(one) ?? []) : one))
    tellAll()
    return ok(null)
  }
  const answer = async (command: Command): Promise<unknown> => {
    switch (command.type) {
      case 'post.publish':
        return publish(command)
      case 'post.edit':
        change(command.post, post => ({
          ...post,
          body: { ...post.body, text: command.text },
          editedAtMs: Date.now(),
        }))
        return ok(null)
      case 'entry.delete':
        items = items.filter(item => item.posts[0]?.id !== command.id)
        return changeComment(command.id, () => null)
      case 'post.attach': {
        const image = `attached${++count}`
        files.set(image, command.source)
        return ok({ image })
      }
      case 'post.attached':
        return ok({ source: files.get(command.image) ?? new Blob() })
      case 'post.draft':
        draft = command.draft
        return ok(null)
      case 'post.image':
        return ok({
          bytes: (await bytesOf(command.image, command.size)).slice(),
          mime: 'image/webp',
          size: command.size,
        })
      case 'comment.publish':
        return comment(command)
      case 'comment.edit':
        return changeComment(command.comment, one => ({ ...one, text: command.text, editedAtMs: Date.now() }))
      case 'comment.hide':
        return changeComment(command.comment, one => ({ ...one, hidden: command.hidden }))
      case 'appreciate':
        change(command.target.kind === 'post' ? command.target.id : '', post => ({
          ...post,
          counts: {
            ...post.counts,
            appreciated: command.on,
            appreciations: post.counts.appreciations + (command.on ? 1 : -1),
          },
        }))
        return ok(null)
      case 'talk.ask':
        asked = 'asking'
        tellAll()
        setTimeout(() => {
          asked = { atMs: Date.now(), refused: 1 }
          tellAll()
        }, 1_500)
        return ok(null)
      default:
        return undefined
    }
  }
  return {
    ...inner,
    run: async <T extends CommandType>(command: CommandOf<T>) => {
      const answered = await answer(command)
      return answered === undefined ? inner.run(command) : (answered as CommandResult<T>)
    },
    watch: watchOver(inner, rowOf),
    say: () =>
      add(
        postOf(
          `said${++count}`,
          tomas,
          { text: `Just said, number ${count}.`, mentions: [], images: [], works: [] },
          { minutes: 0 },
        ),
      ),
  }
}

const workAt = (ref: WorkRef, at: number): PostWork => ({
  ...ref,
  title: '',
  alt: '',
  image: tileOf(imageIdOf(at + 40)),
})
