import { describe, expect, it } from 'vitest'
import type { PersonMention } from '../../../../src/core/api.ts'
import { isEmoji, isOnlyEmoji, textParts, unnamedIn } from '../../../../src/ui/components/text-parts.ts'

const linksIn = (text: string): readonly string[] =>
  textParts(text).flatMap(part => (part.kind === 'link' ? [part.href] : []))

describe('links in what people write', () => {
  it.each([
    ['see https://a.example/b.', 'https://a.example/b'],
    ['(https://a.example/b)', 'https://a.example/b'],
    ['https://a.example/b_(c)', 'https://a.example/b_(c)'],
    ['“https://a.example/?q=1&r=2#s”', 'https://a.example/?q=1&r=2#s'],
    ['really https://a.example/b?!', 'https://a.example/b'],
    ['HTTPS://A.example', 'HTTPS://A.example'],
  ])('are found without what the sentence puts around them: %s', (text, href) => {
    expect(linksIn(text)).toEqual([href])
  })

  it('end where letters would be shown in another order than they are followed in', () => {
    expect(linksIn('https://a.example/\u202Emoc.knab')).toEqual(['https://a.example/'])
    expect(linksIn('https://a.example/b\u200F, and on')).toEqual(['https://a.example/b'])
    expect(linksIn('https://\u2067evil.example')).toEqual([])
  })

  it.each([
    'http://plain.example',
    'javascript:alert(1)',
    'data:text/html,hi',
    'https://',
    'https:// a.example',
    'https://ana.example@evil.example/',
    'https://u:p@evil.example/',
    `https://a.example/${'a'.repeat(3_000)}`,
    'a.example',
  ])('are not made of what may not or cannot be followed: %s', text => {
    expect(linksIn(text)).toEqual([])
  })

  it('leave every letter of the text where it was', () => {
    const text = 'one https://a.example/b, two\nhttps://ana.example@evil.example/ three https://c.example.'
    expect(
      textParts(text)
        .map(part => part.text)
        .join(''),
    ).toBe(text)
  })

  it('are found quickly in a text of a megabyte', () => {
    const startMs = performance.now()
    expect(linksIn('https://a.example/)))) '.repeat(45_000))).toHaveLength(45_000)
    expect(linksIn('https://'.repeat(125_000))).toHaveLength(0)
    expect(linksIn(`https://a.example/${')'.repeat(1_000_000)}x`)).toHaveLength(0)
    expect(performance.now() - startMs).toBeLessThan(3_000)
  })
})

describe('an emoji', () => {
  it.each(['👍', '❤️', '👩🏽‍🎨', '🇵🇹', '1️⃣', '👨‍👩‍👧‍👦'])('is one sign, however it is put together: %s', sign => {
    expect(isEmoji(sign)).toBe(true)
  })

  it.each(['', 'a', '1', '👍👍', '👍 ', 'ok👍', '٣'])('is nothing else: “%s”', text => {
    expect(isEmoji(text)).toBe(false)
  })

  it('is drawn larger where a few of them stand alone', () => {
    expect(isOnlyEmoji('😂😂')).toBe(true)
    expect(isOnlyEmoji(' 👍\n👩🏽‍🎨 ')).toBe(true)
    expect(isOnlyEmoji('😂'.repeat(6))).toBe(false)
    expect(isOnlyEmoji('ok 👍')).toBe(false)
    expect(isOnlyEmoji('  ')).toBe(false)
  })
})

describe('people named in what others write', () => {
  const named = (account: string, name: string): PersonMention => ({ account, name, isOwn: false })
  const [ana, anaFerreira] = [named('1', 'Ana'), named('2', 'Ana Ferreira')]
  const peopleIn = (text: string, ...mentions: readonly PersonMention[]) =>
    textParts(text, mentions).flatMap(part => (part.kind === 'mention' ? [part.person.account] : []))

  it('are led to where they stand, the longer name first', () => {
    expect(peopleIn('@Ana Ferreira and @Ana, look', ana, anaFerreira)).toEqual(['2', '1'])
    expect(textParts('Hello @Ana!', [ana]).map(part => part.text)).toEqual(['Hello ', '@Ana', '!'])
  })

  it.each(['@Anabel', 'post@Ana', 'Ana', '@ana', '@Tomás', 'https://a.example/@Ana'])(
    'are not in %s',
    text => {
      expect(peopleIn(text, ana)).toEqual([])
    },
  )

  it('are shown apart when they are called something else than what was written', () => {
    const eve = named('3', 'Eve')
    const parts = textParts('Trust @Ana', [eve])
    expect(parts).toEqual([{ kind: 'words', text: 'Trust @Ana' }])
    expect(unnamedIn(parts, [eve])).toEqual([eve])
  })

  it('cost little in a text of nothing but signs', () => {
    const crowd = Array.from({ length: 50 }, (_, at) => named(String(at), `@${'@'.repeat(at)}`))
    const startedMs = performance.now()
    textParts('@'.repeat(10_000), crowd)
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })
})
