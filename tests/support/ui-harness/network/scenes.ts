/** Posts and comments to look at: long, foreign, hostile, edited, with one picture and with ten. */
import type {
  Audience,
  CommentRow,
  FeedItem,
  FeedRow,
  PersonMention,
  PostBody,
  PostImage,
  PostRow,
  PostWork,
} from '../../../../src/core/api.ts'
import { albumId, other, own } from '../gallery/albums.ts'
import { imageIdOf, tileOf } from '../gallery/pictures.ts'

export interface NetworkScene {
  readonly feed: Omit<FeedRow, 'top' | 'newer'>
  readonly comments: readonly CommentRow[]
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const startMs = Date.now()

const idOf = (text: string): string => text.padEnd(22, '0')

export const ana: PersonMention = { account: own, name: 'Ana Ferreira', isOwn: true }
export const tomas: PersonMention = { account: other, name: 'Tomás Okafor', isOwn: false }
const person = (name: string, at: number): PersonMention => ({
  account: `${String(at).padStart(42, 'p')}A`,
  name,
  isOwn: false,
})
const beatriz = person('Beatriz Sá Nogueira', 1)
const layla = person('ليلى حدّاد', 3)
const loud = person('<img src=x onerror=alert(1)>', 12)

const imageOf = (seed: number, alt = ''): PostImage => ({ image: tileOf(imageIdOf(seed)), alt })

const workOf = (seed: number): PostWork => ({
  account: other,
  album: albumId('rooms'),
  work: `rooms-work-${seed % 17}`,
  title: 'Low tide',
  alt: 'Grey hills fading into each other under a pale sky.',
  image: tileOf(imageIdOf(120 + (seed % 17))),
})

const bodyOf = (text: string, more: Partial<PostBody> = {}): PostBody => ({
  text,
  mentions: [],
  images: [],
  works: [],
  ...more,
})

interface Written extends Partial<Omit<PostRow, 'author' | 'body'>> {
  readonly minutes: number
}

export const postOf = (id: string, author: PersonMention, body: PostBody, more: Written): PostRow => {
  const { minutes, ...rest } = more
  return {
    account: author.account,
    id: idOf(id),
    author,
    audience: 'connections' satisfies Audience,
    atMs: startMs - minutes * minuteMs,
    clockIsWrong: false,
    body,
    added: null,
    editedAtMs: null,
    rewritten: false,
    counts: { comments: 0, appreciations: 0, appreciated: false },
    copy: 'on-relay',
    ...rest,
  }
}

const item = (...posts: readonly PostRow[]): FeedItem => ({ key: posts[0]?.id ?? '', posts })

const added = (
  id: string,
  author: PersonMention,
  seeds: readonly number[],
  total: number,
  minutes: number,
): PostRow =>
  postOf(id, author, bodyOf('', { works: seeds.map(workOf) }), {
    minutes,
    added: { album: albumId('rooms'), title: 'Night trains', total },
    counts: { comments: 1, appreciations: 0, appreciated: false },
  })

const longText = Array.from(
  { length: 14 },
  (_, at) =>
    `${at + 1}. The plate was coated in the van and exposed for eleven seconds, with the tide out and nobody about.`,
).join('\n')

const busyItems = (): readonly FeedItem[] => [
  item(
    postOf(
      'one',
      tomas,
      bodyOf(
        'First light at the yard. @Ana Ferreira was right about the fog: https://yard.example/fog-2026',
        {
          mentions: [ana, beatriz],
          images: [imageOf(3, 'Warm lamps out of focus in a dark street.')],
        },
      ),
      { minutes: 4, counts: { comments: 2, appreciations: 3, appreciated: true } },
    ),
  ),
  item(
    postOf('two', ana, bodyOf('Call sheet for Thursday is in your messages. Bring gloves.'), {
      minutes: 55,
      copy: 'only-here',
      editedAtMs: startMs - 20 * minuteMs,
    }),
  ),
  item(
    added('three', beatriz, [1, 2, 5, 7, 9, 11, 14, 18, 20, 21], 12, 190),
    added('three-b', beatriz, [22, 24], 2, 300),
  ),
  item(
    postOf(
      'four',
      layla,
      bodyOf('ضوء الصباح على الميناء القديم، قبل أن يستيقظ أحد.', { images: [imageOf(4), imageOf(6)] }),
      {
        minutes: 26 * 60,
        audience: 'public',
        rewritten: true,
      },
    ),
  ),
  item(
    postOf('five', loud, bodyOf('<script>alert("hello")</script> <b>bold</b> & more'), {
      minutes: 3 * 24 * 60,
      clockIsWrong: true,
    }),
  ),
  item(
    postOf('six', tomas, bodyOf(longText, { images: [imageOf(8), imageOf(9), imageOf(10)] }), {
      minutes: 12 * 24 * 60,
      audience: 'public',
    }),
  ),
  item(
    postOf('seven', beatriz, bodyOf('', { images: [imageOf(12, 'A very wide shore.')] }), {
      minutes: 400 * 24 * 60,
    }),
  ),
  item(
    postOf('eight', tomas, bodyOf('', { images: [imageOf(16, 'A very tall tower.')] }), {
      minutes: 401 * 24 * 60,
    }),
  ),
  item(
    postOf('nine', ana, bodyOf('Only for me: remember the lens cloth.'), {
      minutes: 402 * 24 * 60,
      audience: 'only-me',
    }),
  ),
]

const many = (count: number): readonly FeedItem[] =>
  Array.from({ length: count }, (_, at) =>
    item(
      postOf(
        `many${at}`,
        at % 3 === 0 ? beatriz : tomas,
        bodyOf(`Post number ${at + 1}.`, at % 4 === 0 ? { images: [imageOf(at)] } : {}),
        {
          minutes: (at + 1) * 90,
        },
      ),
    ),
  )

const commentOf = (
  id: string,
  author: PersonMention,
  text: string,
  more: Partial<CommentRow> = {},
): CommentRow => ({
  account: author.account,
  id: idOf(id),
  author,
  atMs: startMs - 30 * minuteMs,
  text,
  mentions: [],
  editedAtMs: null,
  rewritten: false,
  replyTo: null,
  appreciations: 0,
  appreciated: false,
  hidden: false,
  problem: null,
  copy: 'on-relay',
  source: 'device',
  ...more,
})

const comments = (): readonly CommentRow[] => [
  commentOf('c1', beatriz, 'The second one. I would hang it alone.', {
    atMs: startMs - 2 * hourMs,
    appreciations: 2,
    appreciated: true,
  }),
  commentOf('c2', ana, 'Then you may have it for the long room.', {
    replyTo: {
      account: beatriz.account,
      id: idOf('c1'),
      name: beatriz.name,
      excerpt: 'The second one. I would hang it alone.',
    },
    copy: 'only-here',
    editedAtMs: startMs,
  }),
  commentOf('c3', layla, 'من أين هذا الضوء؟', { source: 'relay' }),
  commentOf('c4', loud, '<script>alert(1)</script>', { hidden: true }),
  commentOf('c5', tomas, '', { problem: 'not-for-you' }),
]

const feedOf = (items: readonly FeedItem[], more: Partial<FeedRow> = {}): NetworkScene['feed'] => ({
  items,
  hasOlder: false,
  arriving: null,
  caughtUp: 'with-relay',
  people: 4,
  ...more,
})

export const networkScenes = {
  busy: (): NetworkScene => ({ feed: feedOf(busyItems()), comments: comments() }),
  empty: (): NetworkScene => ({ feed: feedOf([], { people: 0 }), comments: [] }),
  alone: (): NetworkScene => ({
    feed: feedOf(busyItems().slice(1, 2), { people: 1, caughtUp: 'on-this-device' }),
    comments: [],
  }),
  arriving: (): NetworkScene => ({
    feed: feedOf(busyItems(), { arriving: { done: 3, of: 12 }, caughtUp: 'on-this-device' }),
    comments: comments(),
  }),
  many: (): NetworkScene => ({ feed: feedOf(many(120)), comments: comments() }),
} as const

export type NetworkSceneName = keyof typeof networkScenes

export const isNetworkScene = (name: string): name is NetworkSceneName => Object.hasOwn(networkScenes, name)
