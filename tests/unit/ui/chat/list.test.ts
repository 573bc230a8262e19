import { describe, expect, it } from 'vitest'
import { rowAfterKey, rowWords } from '../../../../src/ui/chat/list/preview.ts'
import { countsOf, newNotices } from '../../../../src/ui/chat/notices/notice-rules.ts'
import { conversationCard } from './people.ts'

describe('a conversation in the list', () => {
  it('says what was said last', () => {
    expect(rowWords(conversationCard())).toEqual({ kind: 'newest', by: '', text: 'Low tide at five.' })
  })

  it('says whose it is: one’s own everywhere, others’ in a room', () => {
    expect(rowWords(conversationCard({ previewIsOwn: true }))).toMatchObject({ by: 'You:' })
    expect(rowWords(conversationCard({ kind: 'room' }))).toMatchObject({ by: 'Ben:' })
    expect(rowWords(conversationCard({ kind: 'room', previewKind: 'notice' }))).toMatchObject({ by: '' })
  })

  it('says what goes on now first, then what was left unsent', () => {
    const card = conversationCard({ typing: ['Ben'], draft: 'I will bring' })
    expect(rowWords(card)).toEqual({ kind: 'typing', text: 'Ben is typing' })
    expect(rowWords({ ...card, typing: [] })).toEqual({ kind: 'draft', text: 'I will bring' })
    expect(rowWords({ ...card, typing: [], draft: ' \n ' })).toMatchObject({ kind: 'newest' })
  })

  it.each([
    ['image', '', 'Image'],
    ['image', 'The quay', 'Image: The quay'],
    ['deleted', '', 'Message deleted'],
    ['unreadable', '', 'A message that cannot be shown'],
    ['none', '', 'No messages yet'],
  ] as const)('has words for what is no text: %s “%s”', (previewKind, preview, text) => {
    expect(rowWords(conversationCard({ previewKind, preview }))).toMatchObject({ text })
  })

  it('stays one short line, whatever was pasted', () => {
    const { text } = rowWords(conversationCard({ preview: 'a\nb '.repeat(100_000) }))
    expect(text.length).toBeLessThan(300)
    expect(text).not.toContain('\n')
  })
})

it('arrow keys go through the list and end at its ends', () => {
  expect(rowAfterKey('ArrowDown', 0, 3)).toBe(1)
  expect(rowAfterKey('ArrowDown', 2, 3)).toBeNull()
  expect(rowAfterKey('ArrowUp', 0, 3)).toBeNull()
  expect(rowAfterKey('End', 0, 3)).toBe(2)
  expect(rowAfterKey('x', 0, 3)).toBeNull()
})

describe('a notice', () => {
  const ben = conversationCard({ id: 'ben', unread: 1 })

  it('is not shown for what was unread from the start', () => {
    expect(newNotices(undefined, [ben])).toEqual([])
  })

  it('is shown once for each conversation in which more came in', () => {
    const before = countsOf([ben])
    const after = [{ ...ben, unread: 3 }, conversationCard({ id: 'new', title: 'Yuki', unread: 1 })]
    expect(newNotices(before, after)).toEqual([
      { conversation: 'ben', title: 'Ben', unread: 3 },
      { conversation: 'new', title: 'Yuki', unread: 1 },
    ])
    expect(newNotices(countsOf(after), after)).toEqual([])
  })

  it('is not shown when one reads, nor for what another device of one’s own wrote', () => {
    expect(newNotices(countsOf([{ ...ben, unread: 5 }]), [ben])).toEqual([])
    expect(newNotices(countsOf([ben]), [{ ...ben, unread: 2, previewIsOwn: true }])).toEqual([])
  })
})
