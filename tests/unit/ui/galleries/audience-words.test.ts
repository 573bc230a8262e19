import { describe, expect, it } from 'vitest'
import type { Audience } from '../../../../src/core/api.ts'
import { audienceChange } from '../../../../src/ui/strings/album-making.ts'
import { audienceWords } from '../../../../src/ui/strings/intake.ts'

const audiences = Object.keys(audienceWords.names) as Audience[]
const changes = audiences.flatMap(from => audiences.filter(to => to !== from).map(to => [from, to] as const))

describe('what is said before an album is shown to others', () => {
  it('offers three kinds of people', () => {
    expect(audiences).toEqual(['public', 'connections', 'only-me'])
  })

  it.each(changes)('from %s to %s says who can open it, in whole sentences', (from, to) => {
    const effects = audienceChange.effects(from, to, 2)
    expect(effects.length).toBeGreaterThanOrEqual(3)
    for (const effect of effects) expect(effect).toMatch(/^\p{Lu}.*\.$/u)
    expect(effects[0]).toContain('2 works')
  })

  it('says of a wider circle that it cannot be unseen, and of a narrower one that copies stay', () => {
    const last = (from: Audience, to: Audience) => audienceChange.effects(from, to, 1).at(-1)
    expect(last('only-me', 'connections')).toContain('cannot be unseen')
    expect(last('connections', 'public')).toContain('cannot be unseen')
    expect(last('public', 'connections')).toContain('may have kept a copy')
    expect(last('connections', 'only-me')).toContain('may have kept a copy')
  })

  it('promises nothing about what the removed have seen already', () => {
    expect(audienceChange.effects('public', 'connections', 1).join(' ')).toContain('from then on')
  })
})
