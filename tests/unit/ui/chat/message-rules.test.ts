import { describe, expect, it } from 'vitest'
import type { MessageBody } from '../../../../src/core/api.ts'
import { actionsOf, excerptOf, ownReaction } from '../../../../src/ui/chat/thread/message-rules.ts'
import { messageRow } from './people.ts'

const unreadable: MessageBody = { kind: 'unreadable', reason: 'no-key', asked: false }

describe('what can be done with a message', () => {
  it('of somebody else: react, answer, copy', () => {
    expect(actionsOf(messageRow(), true)).toEqual(['react', 'reply', 'copy'])
  })

  it('of one’s own: change and delete too', () => {
    expect(actionsOf(messageRow({}, 'Ana'), true)).toEqual(['react', 'reply', 'copy', 'edit', 'remove'])
  })

  it('is only copying where one may not write', () => {
    expect(actionsOf(messageRow({}, 'Ana'), false)).toEqual(['copy'])
    expect(actionsOf(messageRow({ body: unreadable }), false)).toEqual([])
  })

  it('is nothing once it is deleted', () => {
    expect(actionsOf(messageRow({ body: { kind: 'deleted' } }, 'Ana'), true)).toEqual([])
  })

  it('of one that cannot be read: ask for it once', () => {
    expect(actionsOf(messageRow({ body: unreadable }), true)).toEqual(['ask-again'])
    expect(actionsOf(messageRow({ body: { ...unreadable, asked: true } }), true)).toEqual([])
  })

  it('of one’s own that somebody could not read: send it again', () => {
    expect(actionsOf(messageRow({ askedAgainBy: ['Ben'] }, 'Ana'), true)).toContain('send-again')
  })
})

describe('a message in a few words', () => {
  it('is one line, cut where it is long', () => {
    expect(excerptOf(messageRow({ body: { kind: 'text', text: 'one\n\n  two' } }))).toBe('one two')
    expect(excerptOf(messageRow({ body: { kind: 'text', text: 'wave '.repeat(99) } }))).toMatch(
      /^(wave )+wave…$/,
    )
  })

  it('says what it is where it has no words', () => {
    const image = {
      id: 'i',
      width: 3,
      height: 2,
      colour: '#000000',
      placeholder: '',
      focal: { x: 0.5, y: 0.5 },
    }
    expect(excerptOf(messageRow({ body: { kind: 'image', image, alt: '', text: '' } }))).toBe('Image')
    expect(excerptOf(messageRow({ body: { kind: 'deleted' } }))).toBe('Message deleted')
    expect(excerptOf(messageRow({ body: unreadable }))).toBe('A message that cannot be shown')
    const work = {
      kind: 'work',
      account: 'a',
      album: 'b',
      work: 'w',
      title: 'Low tide',
      artist: 'Ana',
      image: null,
      text: '',
    } as const
    expect(excerptOf(messageRow({ body: work }))).toBe('Work: Low tide')
  })
})

it('one’s own reaction is found among those of others', () => {
  const by = (name: string) => ({ account: name, name, isOwn: name === 'Ana' })
  expect(
    ownReaction({
      reactions: [
        { emoji: '👍', by: [by('Ben')] },
        { emoji: '❤️', by: [by('Ben'), by('Ana')] },
      ],
    }),
  ).toBe('❤️')
  expect(ownReaction({ reactions: [{ emoji: '👍', by: [by('Ben')] }] })).toBeNull()
})
