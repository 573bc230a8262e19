import { describe, expect, it } from 'vitest'
import { messageLimit } from '../../../../src/core/api.ts'
import { editOf, intentToText, parseIntent, replyTo } from '../../../../src/ui/chat/composer/intent.ts'
import {
  directionOf,
  isSendKey,
  leftToTell,
  maySend,
  overLimit,
} from '../../../../src/ui/chat/composer/writing-rules.ts'
import { messageRow } from './people.ts'

describe('a text that is being written', () => {
  it('says by how much it is too long, and cannot go', () => {
    const pasted = 'x'.repeat(1_000_000)
    expect(overLimit(pasted)).toBe(1_000_000 - messageLimit)
    expect(maySend(pasted)).toBe(false)
    expect(leftToTell(pasted)).toBeNull()
  })

  it('says what is left only when that is little', () => {
    expect(leftToTell('x'.repeat(messageLimit))).toBe(0)
    expect(leftToTell('x'.repeat(messageLimit - 500))).toBe(500)
    expect(leftToTell('x'.repeat(messageLimit - 501))).toBeNull()
    expect(maySend('x'.repeat(messageLimit))).toBe(true)
  })

  it('is given the direction of its first letter once finding it out would take long', () => {
    expect(directionOf('tide')).toBe('auto')
    expect(directionOf('1. tide '.repeat(100_000))).toBe('ltr')
    expect(directionOf('1. مد '.repeat(100_000))).toBe('rtl')
    expect(directionOf('1'.repeat(1_000_000))).toBe('ltr')
  })

  it('does not go while it is only spaces', () => {
    expect(maySend(' \n ')).toBe(false)
  })
})

describe('Enter', () => {
  const enter = { key: 'Enter', shift: false, modified: false, isComposing: false, isTouch: false }

  it('sends at a keyboard, and begins a new line with Shift', () => {
    expect(isSendKey(enter)).toBe(true)
    expect(isSendKey({ ...enter, shift: true })).toBe(false)
  })

  it('begins a new line on glass, unless Ctrl is held', () => {
    expect(isSendKey({ ...enter, isTouch: true })).toBe(false)
    expect(isSendKey({ ...enter, isTouch: true, modified: true })).toBe(true)
  })

  it('belongs to an input method that is putting a word together', () => {
    expect(isSendKey({ ...enter, isComposing: true })).toBe(false)
  })
})

describe('what is answered or changed', () => {
  it('outlives a reload', () => {
    for (const intent of [replyTo(messageRow()), editOf(messageRow({}, 'Ana'))])
      expect(parseIntent(intentToText(intent))).toEqual(intent)
  })

  it('is nothing when what was kept is something else', () => {
    for (const stored of [
      '',
      '{',
      'null',
      '[]',
      '{"kind":"edit"}',
      '{"kind":"reply","message":1}',
      '{"kind":"edit","message":"m","was":1,"text":""}',
    ])
      expect(parseIntent(stored)).toEqual({ kind: 'message' })
  })
})
