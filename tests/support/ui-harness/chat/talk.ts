/** Messages for scenes, the same each time. */
import type { MessageBody, MessageRow, ThreadItem } from '../../../../src/core/api.ts'
import { albumId, other, own } from '../gallery/albums.ts'
import { numbersFrom } from '../gallery/paint.ts'
import { imageIdOf, tileOf } from '../gallery/pictures.ts'

/** An account for a name. */
export const anyone = (name: string): string =>
  name === 'Tomás Okafor'
    ? other
    : `${name.replaceAll(/[^A-Za-z]/g, '')}acct`.padEnd(42, 'x').slice(0, 42) + 'A'

const minute = 60_000
const day = 24 * 60 * minute

const lines = [
  'Call time moved to 5:40. The tide is lower than the table says.',
  'ok',
  'Can you bring the 35 and the short slider?',
  'The second body has a dead pixel in the upper left, I marked it on the sheet so nobody grades around it for an hour again.',
  '👍',
  'I put the stills of the first night here: https://stills.example/shorelines/night-1?take=4 (mind the bracket).',
  'Yes. And the gaffer asks whether we keep the sodium lamp in frame or flag it. I would keep it, it is the only warm thing in the whole scene and without it the quay looks like a car park.',
  'Keep it.',
  'Lunch is at the boat house. Bring something warm, they only have soup.',
  '😂😂',
  'Sound says the gulls are gone after nine.',
  'Good. Then wide first, close after.\n\n1. quay, wide\n2. hands and rope\n3. the letter',
] as const

const arabicLines = [
  'أصل إلى الميناء في الخامسة.',
  'الضوء أفضل قبل الشروق بقليل.',
  'هل أحضرت العدسة القصيرة؟',
  'نعم 👍',
] as const

let made = 0

const message = (
  id: string,
  name: string,
  sentAtMs: number,
  body: MessageBody,
  more: Partial<MessageRow> = {},
): ThreadItem => {
  const isOwn = name === 'Ana Ferreira'
  return {
    kind: 'message',
    key: `${String(++made).padStart(8, '0')}${id}`,
    message: {
      id: `${id}m`.padEnd(43, '0'),
      author: { account: isOwn ? own : anyone(name), name, isOwn },
      sentAtMs,
      body,
      replyTo: null,
      reactions: [],
      editedAtMs: null,
      delivery: isOwn ? 'read' : null,
      reach: null,
      askedAgainBy: [],
      waitsFor: null,
      ...more,
    },
  }
}

const text = (words: string): MessageBody => ({ kind: 'text', text: words })

/** A long one, a few messages an hour. */
export const longTalk = (
  id: string,
  count: number,
  others: readonly string[],
  language: 'en' | 'ar' = 'en',
): readonly ThreadItem[] => {
  const random = numbersFrom(count)
  const said = language === 'ar' ? arabicLines : lines
  const speakers = ['Ana Ferreira', ...others]
  let speaker = 0
  let atMs = Date.now() - Math.round(count / 30) * day
  return Array.from({ length: count }, (_, at) => {
    if (random() < 0.45) speaker = Math.floor(random() * speakers.length)
    atMs += random() < 0.04 ? 0.8 * day : Math.floor(random() * 7 * minute)
    return message(
      `${id}-${at}`,
      speakers[speaker] ?? '',
      Math.min(atMs, Date.now()),
      text(said[Math.floor(random() * said.length)] ?? ''),
    )
  })
}

/** One of each kind, as they come in a day of work. */
export const workshop = (id: string): readonly ThreadItem[] => {
  const start = Date.now() - 2 * day
  const at = (minutes: number): number => start + minutes * minute
  const today = Date.now() - 50 * minute
  const me = 'Ana Ferreira'
  const tomas = 'Tomás Okafor'
  const say = (n: number, who: string, when: number, body: MessageBody, more: Partial<MessageRow> = {}) =>
    message(`${id}-${n}`, who, when, body, more)
  const question = say(1, tomas, at(2), text(lines[2]), {
    reactions: [{ emoji: '👍', by: [{ account: own, name: me, isOwn: true }] }],
  })
  return [
    { kind: 'notice', key: `0${id}a`, atMs: at(0), notice: { kind: 'connected' } },
    question,
    say(2, me, at(3), text('Both are in the van.')),
    say(3, me, at(4), text(lines[5]), { editedAtMs: at(6) }),
    say(4, tomas, at(9), text(lines[6]), {
      replyTo: { id: `${id}-3m`.padEnd(43, '0'), name: me, excerpt: lines[5] },
      reactions: [
        {
          emoji: '❤️',
          by: [
            { account: own, name: me, isOwn: true },
            { account: other, name: tomas, isOwn: false },
          ],
        },
        { emoji: '😮', by: [{ account: other, name: tomas, isOwn: false }] },
      ],
    }),
    say(5, tomas, at(10), {
      kind: 'image',
      image: tileOf(imageIdOf(3)),
      alt: 'A quay at night with one warm lamp.',
      text: 'From where I stand',
    }),
    say(6, me, at(14), { kind: 'deleted' }),
    say(7, tomas, at(15), { kind: 'deleted' }),
    {
      kind: 'notice',
      key: `1${id}b`,
      atMs: at(20),
      notice: { kind: 'new-device', who: tomas, device: 'Phone' },
    },
    say(8, tomas, at(30), { kind: 'unreadable', reason: 'no-key', asked: false }),
    say(9, tomas, at(31), { kind: 'unreadable', reason: 'wrong-sender', asked: true }),
    say(10, me, at(40), {
      kind: 'work',
      account: own,
      album: albumId('shorelines'),
      work: 'work-1',
      title: 'Low tide, Cabo da Roca',
      artist: me,
      image: tileOf(imageIdOf(1)),
      text: '',
    }),
    say(11, tomas, at(42), text('🔥🔥'), {}),
    say(12, me, today, { kind: 'image', image: tileOf(imageIdOf(12)), alt: '', text: '' }),
    say(13, me, today + minute, text('Ben could not open it?'), {
      askedAgainBy: ['Tomás'],
      delivery: 'delivered',
    }),
    say(14, me, today + 9 * minute, text('One on the relay.'), { delivery: 'on-relay' }),
    say(15, me, today + 10 * minute, text('And one that waits for his devices.'), {
      delivery: 'waiting',
      waitsFor: 'their-devices',
    }),
  ]
}
