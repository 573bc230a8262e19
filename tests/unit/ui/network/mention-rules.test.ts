import { describe, expect, it } from 'vitest'
import { mentionLimit } from '../../../../src/core/api.ts'
import {
  mentionsLeft,
  mostSuggested,
  namingAt,
  suggestionsFrom,
  withMention,
  withName,
} from '../../../../src/ui/network/writing/mention-rules.ts'
import { person } from './rows.ts'

/** `|` is the caret. */
const naming = (marked: string) => namingAt(marked.replace('|', ''), marked.indexOf('|'))

describe('a name that is being typed', () => {
  it.each([
    ['@|', ''],
    ['@to|', 'to'],
    ['Thanks @Beatriz Sá|', 'Beatriz Sá'],
    ['(@to|)', 'to'],
    ['@ana and @to|', 'to'],
  ])('is found in %s', (marked, typed) => {
    expect(naming(marked)?.typed).toBe(typed)
  })

  it.each([
    'ana@exam|',
    'no name|',
    '@one\ntwo|',
    '@ ana|',
    '@one two three four|',
    `@${'a'.repeat(60)}|`,
    '|@to',
  ])('is none in %s', marked => {
    expect(naming(marked)).toBeNull()
  })

  it('becomes the whole name, with the caret after it', () => {
    const found = naming('Thanks @to| and all')
    expect(found && withName('Thanks @to and all', 10, found, 'Tomás Okafor')).toEqual({
      text: 'Thanks @Tomás Okafor and all',
      caret: 21,
    })
    const last = naming('@to|')
    expect(last && withName('@to', 3, last, 'Tomás')).toEqual({ text: '@Tomás ', caret: 7 })
  })
})

describe('people who are mentioned', () => {
  const [ana, tomas] = [person('Ana'), person('Tomás')]

  it('are each there once', () => {
    expect(withMention(withMention([], ana), ana)).toEqual([ana])
  })

  it('are those whose names still stand in the text, as many as a post can hold', () => {
    expect(mentionsLeft('Only @Tomás', [ana, tomas])).toEqual([tomas])
    const crowd = Array.from({ length: 80 }, (_, at) => person(`P${at}.`))
    const text = crowd.map(({ name }) => `@${name}`).join(' ')
    expect(mentionsLeft(text, crowd)).toHaveLength(mentionLimit)
  })
})

describe('whom one may mean', () => {
  const card = (name: string) => ({ account: `id of ${name}`, name })

  it('are those one is connected to, before others', () => {
    const found = suggestionsFrom('ana', [card('Zoë'), card('Joana')], [card('Ana'), card('Joana')])
    expect(found.map(({ name }) => name)).toEqual(['Joana', 'Ana'])
  })

  it('are connections alone while nothing is typed, and never without a name', () => {
    expect(suggestionsFrom('', [card('Zoë'), card(' ')], [card('Ana')])).toEqual([card('Zoë')])
  })

  it('are few', () => {
    const many = Array.from({ length: 40 }, (_, at) => card(`Ana ${at}`))
    expect(suggestionsFrom('ana', many, many)).toHaveLength(mostSuggested)
  })
})
