/** People who know each other and talk: what stories about conversations start from. */
import type {
  AccountIdText,
  ConversationId,
  ConversationNotice,
  ConversationRow,
  MessageId,
  MessageRow,
  PersonRow,
  ThreadRow,
} from '../../src/core/api.ts'
import type { Ports } from '../../src/core/ports.ts'
import { joinByWords, signUp, type TestDevice } from './world.ts'

export interface Person {
  readonly name: string
  readonly account: AccountIdText
  readonly device: TestDevice
}

const waitMs = 20_000

/** Somebody whose account is on the relay, so that others can find it. */
export const createPerson = async (
  name: string,
  relay: string,
  overrides: Partial<Ports> = {},
): Promise<Person> => {
  const made = await signUp(name, relay, overrides)
  await made.device.allOnRelay()
  return { name, ...made }
}

/** The same person on another device. */
export const onAnotherDevice = async (
  person: Person,
  relay: string,
  deviceName: string,
): Promise<Person> => ({
  ...person,
  device: await joinByWords(person.device, relay, deviceName),
})

/** How `one` stands with `other`, once that is right. */
export const untilPerson = (
  one: Person,
  other: Person,
  isRight: (row: PersonRow) => boolean,
): Promise<PersonRow> => one.device.until({ type: 'person', account: other.account }, isRight, waitMs)

/** Looks at their page, until one could write to them. */
export const look = async (one: Person, other: Person): Promise<void> => {
  await one.device.profile(other.account)
  await untilPerson(one, other, row => row.reachable)
}

export const ask = async (from: Person, to: Person, note = ''): Promise<void> => {
  await look(from, to)
  await from.device.do({ type: 'connection.request', account: to.account, note })
}

/** One asks, the other accepts, and both know. */
export const connect = async (from: Person, to: Person, note = ''): Promise<ConversationId> => {
  await ask(from, to, note)
  await untilPerson(to, from, row => row.connection.kind === 'received')
  const { conversation } = await to.device.do({ type: 'connection.accept', account: from.account })
  for (const [one, other] of [
    [from, to],
    [to, from],
  ] as const) {
    await untilPerson(one, other, ({ connection }) => connection.kind === 'connected' && connection.confirmed)
  }
  return conversation
}

/** Two people in a direct conversation. */
export const createPair = async (
  relay: string,
  names: readonly [string, string] = ['Alice', 'Bob'],
): Promise<{ readonly one: Person; readonly other: Person; readonly conversation: ConversationId }> => {
  const [one, other] = [await createPerson(names[0], relay), await createPerson(names[1], relay)]
  return { one, other, conversation: await connect(one, other) }
}

export const untilConversation = async (
  person: Person,
  conversation: ConversationId,
  isRight: (row: ConversationRow) => boolean,
): Promise<ConversationRow> => {
  const state = await person.device.until(
    { type: 'conversation', conversation },
    row => row.kind === 'shown' && isRight(row.conversation),
    waitMs,
  )
  if (state.kind !== 'shown') throw new Error('conversation: not shown')
  return state.conversation
}

/** A room that `creator` made, with everybody in it; they have to be connected with the creator. */
export const createRoom = async (
  creator: Person,
  others: readonly Person[],
  name: string,
  mode: 'keep' | 'open' = 'keep',
): Promise<ConversationId> => {
  const members = others.map(({ account }) => account)
  const { conversation } = await creator.device.do({ type: 'room.create', name, members, mode })
  for (const other of others) await enterRoom(other, conversation)
  for (const person of [creator, ...others]) {
    await untilConversation(
      person,
      conversation,
      row =>
        row.title === name &&
        row.members.filter(({ state }) => state === 'member').length === members.length + 1,
    )
  }
  return conversation
}

/** Accepts the invitation once it has come. */
export const enterRoom = async (person: Person, conversation: ConversationId): Promise<void> => {
  await person.device.until(
    { type: 'conversations' },
    row => row.conversations.some(card => card.id === conversation && card.invitation),
    waitMs,
  )
  await person.device.do({ type: 'room.accept', conversation })
}

export const say = async (
  person: Person,
  conversation: ConversationId,
  text: string,
  replyTo: MessageId | null = null,
): Promise<MessageId> =>
  (await person.device.do({ type: 'message.send', conversation, text, replyTo })).message

/** The newest end of a conversation, once it is right. */
export const untilThread = (
  person: Person,
  conversation: ConversationId,
  isRight: (row: ThreadRow) => boolean,
): Promise<ThreadRow> =>
  person.device.until(
    { type: 'thread', conversation, place: { kind: 'newest' }, older: 300, newer: 0 },
    isRight,
    waitMs,
  )

export const messagesIn = (thread: ThreadRow): readonly MessageRow[] =>
  thread.items.flatMap(item => (item.kind === 'message' ? [item.message] : []))

export const noticesIn = (thread: ThreadRow): readonly ConversationNotice[] =>
  thread.items.flatMap(item => (item.kind === 'notice' ? [item.notice] : []))

export const textsIn = (thread: ThreadRow): readonly string[] =>
  messagesIn(thread).flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []))

/** The thread once each of these texts stands in it. */
export const untilShows = (
  person: Person,
  conversation: ConversationId,
  texts: readonly string[],
): Promise<ThreadRow> =>
  untilThread(person, conversation, row => texts.every(text => textsIn(row).includes(text)))

/** Everybody shows each of these texts; answers what each shows, in their order. */
export const untilAllShow = async (
  people: readonly Person[],
  conversation: ConversationId,
  texts: readonly string[],
): Promise<readonly (readonly string[])[]> => {
  const threads: ThreadRow[] = []
  for (const person of people) threads.push(await untilShows(person, conversation, texts))
  return threads.map(textsIn)
}

/** One's own message once it has come so far. */
export const untilDelivery = async (
  person: Person,
  conversation: ConversationId,
  message: MessageId,
  isRight: (row: MessageRow) => boolean,
): Promise<MessageRow> => {
  const find = (row: ThreadRow) => messagesIn(row).find(({ id }) => id === message)
  const found = find(
    await untilThread(person, conversation, row => {
      const one = find(row)
      return one !== undefined && isRight(one)
    }),
  )
  if (found === undefined) throw new Error('message: not in the thread')
  return found
}

/** Their connections end and begin anew, at once. */
export const reconnect = (...people: readonly Person[]): void => {
  for (const person of people) {
    goOffline(person)
    goOnline(person)
  }
}

export const goOffline = (...people: readonly Person[]): void => {
  for (const { device } of people) device.network.cut()
}
export const goOnline = (...people: readonly Person[]): void => {
  for (const { device } of people) device.network.mend()
}
