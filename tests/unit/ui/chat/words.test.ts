import { describe, expect, it } from 'vitest'
import { excerptAround, hitParts, searchOf } from '../../../../src/ui/chat/search/search-rules.ts'
import { actOf, indexAfter } from '../../../../src/ui/chat/thread/thread-keys.ts'
import { dayName, daysBetween, shortWhen } from '../../../../src/ui/chat/times.ts'
import { deliveryText, typingWords } from '../../../../src/ui/strings/chat.ts'
import { minute, noon } from './people.ts'

const day = 24 * 60 * minute

describe('days', () => {
  it('are counted by the calendar, not by hours', () => {
    expect(daysBetween(noon - 13 * 60 * minute, noon)).toBe(1)
    expect(daysBetween(noon - 11 * 60 * minute, noon)).toBe(0)
    expect(daysBetween(noon + day, noon)).toBe(-1)
  })

  it('have names while they are near, and a year once they are far', () => {
    expect(dayName(noon, noon)).toBe('Today')
    expect(dayName(noon - day, noon)).toBe('Yesterday')
    expect(dayName(noon - 3 * day, noon)).not.toContain('2026')
    expect(dayName(noon - 400 * day, noon)).toContain('2025')
    expect(dayName(noon + 400 * day, noon)).toContain('2027')
    expect(shortWhen(noon - day, noon)).toBe('Yesterday')
  })
})

describe('how far one’s own message has come', () => {
  const reach = { delivered: 0, read: 0, of: 3 }

  it('is counted in a room', () => {
    const of = (delivered: number, read: number, delivery: 'on-relay' | 'delivered' | 'read') =>
      deliveryText({ delivery, reach: { ...reach, delivered, read }, waitsFor: null }, [
        'Ben',
        'Yuki',
        'Tomás',
      ])
    expect(of(0, 0, 'on-relay')).toBe('On the relay')
    expect(of(2, 0, 'on-relay')).toBe('Delivered to 2 of 3')
    expect(of(3, 1, 'delivered')).toBe('Read by 1 of 3')
    expect(of(3, 0, 'delivered')).toBe('Delivered')
    expect(of(3, 3, 'read')).toBe('Read')
  })

  it('says for whom it waits', () => {
    const words = deliveryText({ delivery: 'waiting', reach: null, waitsFor: 'their-devices' }, ['Ben'])
    expect(words).toBe('Waiting until Ben has a device that can read it')
  })
})

it('typing is told for one, for several, and for many', () => {
  expect(typingWords([])).toBe('')
  expect(typingWords(['Ben'])).toBe('Ben is typing')
  expect(typingWords(['Ben', 'Yuki'])).toBe('Ben and Yuki are typing')
  expect(typingWords(['a', 'b', 'c', 'd'])).toBe('Several people are typing')
})

describe('a search', () => {
  it('bears an address that somebody made up', () => {
    expect(searchOf({})).toEqual({ text: '', conversation: null })
    expect(searchOf({ q: [' one ', 'two'], in: 'c' })).toEqual({ text: 'one', conversation: 'c' })
    expect(searchOf({ q: 'x'.repeat(5_000) }).text).toHaveLength(200)
  })

  it('marks what was looked for, whatever its accents and capitals, and keeps every letter', () => {
    const parts = hitParts('Tomás said: TOMAS, not Thomas 👍', 'tomas')
    expect(parts.filter(part => part.isHit).map(part => part.text)).toEqual(['Tomás', 'TOMAS'])
    expect(parts.map(part => part.text).join('')).toBe('Tomás said: TOMAS, not Thomas 👍')
    expect(hitParts('aaaa', 'aa').map(part => part.text)).toEqual(['aa', 'aa'])
    expect(hitParts('plain', '')).toEqual([{ text: 'plain', isHit: false }])
  })

  it('shows the part of a long text that has it', () => {
    const text = `${'sea '.repeat(500)}lamp ${'sky '.repeat(500)}`
    const excerpt = excerptAround(text, 'LAMP')
    expect(excerpt).toContain('lamp')
    expect(excerpt.startsWith('…') && excerpt.endsWith('…')).toBe(true)
    expect(excerptAround('short', 'lamp')).toBe('short')
  })
})

describe('keys in a thread', () => {
  const press = { modified: false, onControl: false }

  it('move between messages, answer, change and leave', () => {
    expect(actOf({ ...press, key: 'ArrowUp' })).toEqual({ type: 'go', to: 'previous' })
    expect(actOf({ ...press, key: 'End' })).toEqual({ type: 'go', to: 'newest' })
    expect(actOf({ ...press, key: 'r' })).toEqual({ type: 'reply' })
    expect(actOf({ ...press, key: 'e' })).toEqual({ type: 'edit' })
    expect(actOf({ ...press, key: 'Escape' })).toEqual({ type: 'leave' })
    expect(actOf({ ...press, key: 'Enter' })).toEqual({ type: 'actions' })
  })

  it('leave Enter to a link, and everything with Ctrl to the browser', () => {
    expect(actOf({ ...press, key: 'Enter', onControl: true })).toBeNull()
    expect(actOf({ ...press, key: 'r', modified: true })).toBeNull()
    expect(actOf({ ...press, key: 'q' })).toBeNull()
  })

  it('go by one, by a page, and to the ends', () => {
    const topAt = (index: number): number => index * 100
    const after = (goal: Parameters<typeof indexAfter>[0], from: number): number =>
      indexAfter(goal, from, 20, topAt, 350)
    expect([after('next', 19), after('previous', 0)]).toEqual([19, 0])
    expect([after('next', 5), after('previous', 5)]).toEqual([6, 4])
    expect([after('page-down', 5), after('page-up', 5)]).toEqual([9, 1])
    expect([after('page-down', 18), after('page-up', 2)]).toEqual([19, 0])
    expect([after('first', 7), after('newest', 7)]).toEqual([0, 19])
  })
})
