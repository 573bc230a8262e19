/** Conversations to look at: what the core would know of each. */
import type {
  ConversationMember,
  ConversationRow,
  FoundMessagesRow,
  MessageRow,
  PersonCard,
  ThreadItem,
  ThreadRow,
} from '../../../../src/core/api.ts'
import { own } from '../gallery/albums.ts'
import { anyone, longTalk, workshop } from './talk.ts'

export interface SceneConversation {
  readonly row: ConversationRow
  readonly items: readonly ThreadItem[]
  readonly invitation: boolean
  readonly thread: Pick<ThreadRow, 'missing' | 'fetching'>
}

export interface ChatScene {
  readonly conversations: readonly SceneConversation[]
  readonly people: readonly PersonCard[]
  /** How far a search has come when it is first shown. */
  readonly searched: number
  readonly permission?: NotificationPermission
}

const member = (name: string, more: Partial<ConversationMember> = {}): ConversationMember => ({
  account: anyone(name),
  name,
  isOwn: false,
  role: 'member',
  state: 'member',
  verified: 'no',
  ...more,
})

const self = member('Ana Ferreira', { account: own, isOwn: true, role: 'admin' })

const conversation = (
  id: string,
  title: string,
  items: readonly ThreadItem[],
  more: Partial<ConversationRow> = {},
  rest: Partial<Omit<SceneConversation, 'row' | 'items'>> = {},
): SceneConversation => ({
  row: {
    id: id.padEnd(22, '0'),
    kind: 'direct',
    title,
    person: anyone(title),
    members: [self, member(title)],
    ownRole: 'member',
    mode: 'keep',
    cannotWrite: null,
    unread: 0,
    draft: '',
    typing: [],
    changes: [],
    safetyNumber: Array.from({ length: 12 }, (_, at) => String(10_007 * (at + 1)).slice(0, 5)),
    ...more,
  },
  items,
  invitation: false,
  thread: { missing: 0, fetching: null },
  ...rest,
})

const names = ['Tomás Okafor', 'Ben Adeyemi', 'ليلى حدّاد', 'Mirela Ionescu-Hadjidimitriou', 'Yuki Tanaka']

const card = (name: string): PersonCard => ({
  account: anyone(name),
  name,
  roles: [],
  place: 'Porto',
  connection: {
    kind: 'connected',
    sinceMs: Date.UTC(2026, 8, 1),
    confirmed: true,
    conversation: (name.split(' ')[0] ?? '').toLowerCase().padEnd(22, '0'),
  },
  verified: name === 'Tomás Okafor' ? 'in-person' : 'no',
  hasChanges: false,
  isLookalike: false,
})

const people = names.map(card)

const room = (more: Partial<ConversationRow> = {}): SceneConversation =>
  conversation('room', 'Shorelines, the night crew', longTalk('room', 40, ['Tomás Okafor', 'Ben Adeyemi']), {
    kind: 'room',
    person: null,
    ownRole: 'admin',
    members: [
      self,
      member('Tomás Okafor', { role: 'admin', verified: 'in-person' }),
      member('Ben Adeyemi'),
      member('Yuki Tanaka', { state: 'invited' }),
    ],
    ...more,
  })

const busy = (): ChatScene => ({
  conversations: [
    conversation('toms', 'Tomás Okafor', workshop('toms'), {
      members: [self, member('Tomás Okafor', { verified: 'in-person' })],
    }),
    room({ unread: 3, typing: [] }),
    conversation('long', 'Ben Adeyemi', longTalk('long', 5_000, ['Ben Adeyemi']), { unread: 37 }),
    conversation('leyla', 'ليلى حدّاد', longTalk('leyla', 12, ['ليلى حدّاد'], 'ar'), {
      draft: 'I will bring the second body and',
    }),
    conversation(
      'mirela',
      'Mirela Ionescu-Hadjidimitriou',
      longTalk('mirela', 6, ['Mirela Ionescu-Hadjidimitriou']),
      {
        typing: ['Mirela Ionescu-Hadjidimitriou'],
      },
    ),
    conversation('yuki', 'Yuki Tanaka', [], {
      changes: [
        {
          account: anyone('Yuki Tanaka'),
          name: 'Yuki Tanaka',
          change: { kind: 'new-device', device: 'Phone', atMs: Date.UTC(2026, 10, 20) },
        },
      ],
    }),
    conversation('gone', 'Iris Novak', longTalk('gone', 9, ['Iris Novak']), { cannotWrite: 'not-connected' }),
    conversation(
      'invited',
      'Collective of the old harbour',
      [],
      {
        kind: 'room',
        person: null,
        cannotWrite: 'invited',
        members: [self, member('Ben Adeyemi', { role: 'admin' })],
      },
      { invitation: true },
    ),
  ],
  people,
  searched: 12_000,
})

export const chatScenes = {
  busy,
  empty: (): ChatScene => ({ conversations: [], people: [], searched: 0 }),
  fetching: (): ChatScene => ({
    ...busy(),
    conversations: [
      conversation(
        'long',
        'Ben Adeyemi',
        longTalk('long', 300, ['Ben Adeyemi']),
        {},
        {
          thread: { missing: 3, fetching: { done: 3, of: 40 } },
        },
      ),
    ],
  }),
  unread: (): ChatScene => ({
    ...busy(),
    conversations: [
      conversation('long', 'Ben Adeyemi', longTalk('long', 12_000, ['Ben Adeyemi']), { unread: 10_000 }),
    ],
  }),
  'last-admin': (): ChatScene => ({
    ...busy(),
    conversations: [room({ members: [self, member('Ben Adeyemi')] })],
  }),
} as const

export type ChatSceneName = keyof typeof chatScenes
export const isChatScene = (name: string): name is ChatSceneName => Object.hasOwn(chatScenes, name)

export const found = (scene: ChatScene, text: string, within: string | null): FoundMessagesRow => {
  const all = scene.conversations.filter(one => within === null || one.row.id === within)
  const hits = all.flatMap(({ row, items }) =>
    items.flatMap(item =>
      item.kind === 'message' && saysIt(item.message, text)
        ? [{ conversation: row.id, title: row.title, message: item.message }]
        : [],
    ),
  )
  const of = all.reduce((sum, one) => sum + one.items.length, 0)
  const newest = hits.toSorted((a, b) => b.message.sentAtMs - a.message.sentAtMs)
  return { found: newest.slice(0, 200), searched: of, of }
}

const saysIt = ({ body }: MessageRow, text: string): boolean =>
  (body.kind === 'text' || body.kind === 'image' || body.kind === 'work') &&
  body.text.toLowerCase().includes(text.toLowerCase())
