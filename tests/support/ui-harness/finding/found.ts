/** People to be found, and what happened: with long, empty, foreign and look-alike names. */
import type { DirectoryRow, FollowCard, FoundPerson, NoticeItem, Target } from '../../../../src/core/api.ts'
import { other, own } from '../gallery/albums.ts'

const days = 86_400_000
const idOf = (number: number): string => `${String(number).padStart(42, 'f')}A`

const person = (number: number, name: string, more: Partial<FoundPerson> = {}): FoundPerson => ({
  account: idOf(number),
  name,
  roles: [{ kind: 'known', id: 'camera-operator' }],
  place: 'Lisbon',
  availability: 'unset',
  isOwn: false,
  connection: 'none',
  follow: 'no',
  source: 'device',
  heardAtMs: Date.now() - 3 * days,
  fingerprint: '3f9a 02c7 b1de 8844',
  knownBy: [],
  knownByCount: 0,
  isLookalike: false,
  ...more,
})

const mention = (name: string) => ({ account: idOf(90), name, isOwn: false })

export const foundPeople = (): readonly FoundPerson[] => [
  { ...person(0, 'Ana Ferreira', { isOwn: true, connection: 'self' }), account: own },
  person(1, 'Beatriz Sá Nogueira', { connection: 'connected', follow: 'public', availability: 'available' }),
  person(2, 'Beatriz Sa Nogueira', {
    isLookalike: true,
    knownBy: [mention('Zoë Lindqvist'), mention('Mihai'), mention('ليلى حدّاد')],
    knownByCount: 3,
    heardAtMs: Date.now() - 400 * days,
  }),
  { ...person(3, 'Tomás Okafor', { place: 'Porto', connection: 'sent', follow: 'private' }), account: other },
  person(4, 'ليلى حدّاد', {
    place: 'بيروت',
    roles: [],
    availability: 'soon',
    knownByCount: 1,
    knownBy: [mention('Mihai')],
  }),
  person(5, '<script>alert(1)</script>', {
    place: '<b>Lisbon</b>',
    roles: [{ kind: 'custom', text: '<img src=x>' }],
  }),
  person(6, 'Wolfeschlegelsteinhausenbergerdorff '.repeat(4).trim(), { place: 'Llanfairpwllgwyngyll' }),
  person(7, '', { roles: [], place: '', heardAtMs: Date.now() }),
  person(8, '🎞️ Kino 🎬', { availability: 'busy', connection: 'received' }),
]

const atRelay = (): readonly FoundPerson[] => [
  person(1, 'Beatriz Sá Nogueira', { source: 'relay', heardAtMs: Date.now() }),
  person(21, 'Inês Carvalho', {
    source: 'relay',
    heardAtMs: Date.now(),
    place: 'Setúbal',
    availability: 'available',
  }),
  person(22, 'João Pires', {
    source: 'relay',
    heardAtMs: Date.now(),
    knownBy: [mention('Mihai')],
    knownByCount: 1,
  }),
]

const states: Readonly<Record<string, Partial<DirectoryRow>>> = {
  off: { state: 'off' },
  offline: { state: 'offline' },
  asking: { state: 'asking' },
  checking: { state: 'asking', people: atRelay(), checking: 9 },
  answered: { state: 'answered', people: atRelay(), found: 43, hasMore: true, refused: 2 },
  'too-often': { state: 'too-often' },
  refused: { state: 'refused' },
}

export const directoryRow = (name: string): DirectoryRow => ({
  state: 'answered',
  people: [],
  found: 0,
  hasMore: false,
  checking: 0,
  refused: 0,
  askedAtMs: Date.now(),
  ...states[name],
})

const post: Target = { kind: 'post', account: own, id: 'p'.repeat(22) }
const work: Target = { kind: 'work', account: own, album: 'b'.repeat(43), work: 'w'.repeat(22) }

const notice = (key: string, kind: NoticeItem['kind'], more: Partial<NoticeItem>): NoticeItem => ({
  key,
  kind,
  atMs: Date.now() - Number(key) * 5_400_000,
  unread: Number(key) < 3,
  by: [mention('Mihai')],
  people: 1,
  target: null,
  about: null,
  excerpt: '',
  ...more,
})

export const notices = (): readonly NoticeItem[] => [
  notice('1', 'comment', {
    target: { kind: 'comment', account: idOf(1), id: 'c'.repeat(22) },
    about: work,
    excerpt:
      'The light on the second plate is what I would have waited for. How long was the exposure? '.repeat(3),
  }),
  notice('2', 'appreciation', {
    by: [mention('Zoë Lindqvist'), mention('ليلى حدّاد'), mention('Mihai')],
    people: 14,
    target: post,
    excerpt: 'Four new plates from the quay.',
  }),
  notice('3', 'request', { by: [mention('Ingrid Aas')] }),
  notice('6', 'mention', { target: post, about: post, excerpt: 'صورة من الميناء @Ana' }),
  notice('20', 'reply', { target: post, about: post, excerpt: '<b>Yes</b>, at five.' }),
  notice('44', 'follow', { by: [mention('Mihai'), mention('')], people: 2 }),
  notice('90', 'connected', { by: [mention('Wolfeschlegelsteinhausenbergerdorff '.repeat(3).trim())] }),
]

export const follows = (): readonly FollowCard[] =>
  foundPeople()
    .slice(1, 8)
    .map(({ account, name, roles, place }, at) => ({
      account,
      name,
      roles,
      place,
      follow: at % 2 === 0 ? 'private' : 'public',
      followsYou: at % 3 === 0,
      isConnected: at === 0,
      muted: at === 2,
    }))
