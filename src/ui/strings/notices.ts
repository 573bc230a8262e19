/** Every sentence of notifications: what others did that is about oneself. */
import type { NoticeItem, NoticeKind, Target } from '../../core/api.ts'
import { formatList, formatNumber, plural } from './format.ts'
import { named } from './people.ts'

export const noticesWords = {
  title: 'Notifications',
  door: (unread: number): string =>
    unread === 0 ? 'Notifications' : `Notifications, ${formatNumber(unread)} new`,
  list: 'Notifications, newest first',
  isNew: 'New',
  looking: 'Opening what happened.',
  empty:
    'Nothing yet. When somebody asks to connect, answers you, or appreciates what you made, it stands here.',
  emptyAction: 'Find people',
  older: 'Show earlier ones',
} as const

/** "Ana", "Ana and Bo", "Ana, Bo and 3 others". */
const whoText = ({ by, people }: Pick<NoticeItem, 'by' | 'people'>): string => {
  const names = by.map(one => named(one.name))
  if (people <= 2 || people <= names.length) return formatList(names.slice(0, Math.max(1, people)))
  const shown = names.slice(0, 2)
  return formatList([...shown, plural(people - shown.length, { one: '# other', other: '# others' })])
}

const atStart = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)

const things: { readonly [Kind in Target['kind']]: string } = {
  post: 'post',
  comment: 'comment',
  work: 'work',
}

const thingOf = (target: Target | null): string => things[target?.kind ?? 'post']

type Sentence = (who: string, isOne: boolean, item: Pick<NoticeItem, 'target' | 'about'>) => string

const sentences: { readonly [Kind in NoticeKind]: Sentence } = {
  request: (who, isOne) => `${who} ${isOne ? 'asks' : 'ask'} to connect.`,
  connected: who => `You are connected with ${who}.`,
  comment: (who, _, { about, target }) => `${who} commented on your ${thingOf(about ?? target)}.`,
  reply: who => `${who} answered your comment.`,
  appreciation: (who, isOne, { target }) =>
    `${who} ${isOne ? 'appreciates' : 'appreciate'} your ${thingOf(target)}.`,
  mention: (who, _, { target }) => `${who} mentioned you in a ${thingOf(target)}.`,
  follow: (who, isOne) => `${who} ${isOne ? 'follows' : 'follow'} you.`,
}

/** What happened, in one sentence. */
export const noticeText = (item: NoticeItem): string =>
  atStart(sentences[item.kind](whoText(item), item.people <= 1, item))
