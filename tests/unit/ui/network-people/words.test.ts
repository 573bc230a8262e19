import { describe, expect, it } from 'vitest'
import { followLists, followWords, muteWords } from '../../../../src/ui/strings/follows.ts'

const sentences = [
  followWords.meaning,
  followWords.connected,
  ...Object.values(followWords.meanings),
  followWords.state.private,
  followWords.state.public,
  followWords.followsYou,
  followWords.stopped('Ana'),
  followLists.followersHint,
  followLists.followingHint,
  followLists.noFollowing,
  followLists.noFollowers,
  muteWords.isMuted,
  muteWords.wordsText,
  muteWords.wordHint,
  muteWords.full(500),
  muteWords.people(0),
  muteWords.people(1),
  muteWords.muted('Ana'),
  muteWords.unmuted('Ana'),
]

describe('what is said about following and muting', () => {
  it.each(sentences)('“%s” is whole sentences without jargon', words => {
    expect(words).toMatch(/^[\p{Lu}\d\u2068].*\.$/u)
    expect(words).not.toMatch(/\b(?:key|keys|encrypt\w*|crypto|hash|journal|document|server)\b/i)
  })

  it('says of each way to follow who is told', () => {
    expect(followWords.meanings.private).toContain('Nobody is told')
    expect(followWords.meanings.public).toContain('everyone to see')
    expect(followWords.state.private).not.toBe(followWords.state.public)
  })

  it('claims of followers only what this device knows', () => {
    for (const words of [followLists.followersHint, followLists.noFollowers])
      expect(words).toContain('as far as this device knows')
  })

  it('keeps a name and a word in their own direction', () => {
    expect(followWords.title('ليلى')).toContain('\u2068ليلى\u2069')
    expect(muteWords.removed('حرب')).toContain('\u2068حرب\u2069')
  })
})
