import { describe, expect, it } from 'vitest'
import type { TrustChange } from '../../../../src/core/api.ts'
import { cameraProblems, connectWords, photoWords } from '../../../../src/ui/strings/meeting.ts'
import {
  declineDialog,
  blockDialog,
  named,
  personActions,
  removeDialog,
  requestDialog,
  safetyWords,
  standingText,
  trustChangeText,
} from '../../../../src/ui/strings/people.ts'

// A record, so that the compiler asks for every kind there is.
const kinds: Record<TrustChange['kind'], true> = {
  'new-device': true,
  recovered: true,
  'removed-device': true,
  'code-was-false': true,
}
const changes = (Object.keys(kinds) as TrustChange['kind'][]).map(
  kind => [kind, trustChangeText('Ana', { kind, device: 'Phone' })] as const,
)
const jargon = /\b(?:key|keys|encrypt\w*|decrypt\w*|cipher|crypto|hash|signature|epoch|chain|peer|payload)\b/i

describe('what is said about people', () => {
  it.each(changes)('%s is one or more whole sentences with the name in it', (_, words) => {
    expect(words).toMatch(/^[\p{Lu}\u2068].*\.$/u)
    expect(words).toContain('Ana')
    expect(words).not.toMatch(jargon)
  })

  it('tells a new device and a return by recovery words apart', () => {
    const texts = changes.map(([, words]) => words)
    expect(new Set(texts).size).toBe(texts.length)
    expect(trustChangeText('Ana', { kind: 'new-device', device: 'Phone' })).not.toContain('recovery words')
    expect(trustChangeText('Ana', { kind: 'recovered', device: 'Phone' })).toContain('recovery words')
  })

  it('names a device that has no name', () => {
    expect(trustChangeText('Ana', { kind: 'new-device', device: ' ' })).toContain('a device without a name')
  })

  it('keeps a name in its own direction, and does without one', () => {
    expect(named('ليلى')).toBe('\u2068ليلى\u2069')
    expect(named('  ')).toBe('this person')
    expect(personActions.asks('')).toMatch(/^This person asks/)
  })

  it.each(Object.entries(cameraProblems))(
    'a camera that is %s says what happened and what to do',
    (_, words) => {
      expect(words.what).toMatch(/^\p{Lu}.*\.$/u)
      expect(words.next).toMatch(/^\p{Lu}.*\.$/u)
    },
  )

  it.each([
    ...Object.values(photoWords.problems),
    ...declineDialog.effects,
    ...removeDialog.effects,
    ...blockDialog.effects,
    ...safetyWords.differSteps,
    safetyWords.explained('Ana'),
    safetyWords.differText('Ana'),
    requestDialog.text,
  ])('“%s” is made of whole sentences without jargon', words => {
    expect(words).toMatch(/^\p{Lu}.*\.$/u)
    expect(words).not.toMatch(jargon)
  })

  it('says minutes and seconds as a clock does', () => {
    expect(connectWords.timer(600)).toContain('10:00')
    expect(connectWords.timer(61)).toContain('1:01')
    expect(connectWords.timer(9)).toContain('0:09')
  })

  it('says of a request whether it arrived, and of a connection whether both know', () => {
    const sent = (delivered: boolean) => standingText({ kind: 'sent', atMs: 0, note: '', delivered })
    const connected = (confirmed: boolean) =>
      standingText({ kind: 'connected', sinceMs: 0, confirmed, conversation: 'c' })
    expect(sent(true)).not.toBe(sent(false))
    expect(connected(true)).not.toBe(connected(false))
  })

  it('counts what is too long of a note', () => {
    expect(requestDialog.tooLong(1)).toContain('1 character too')
    expect(requestDialog.tooLong(2)).toContain('2 characters too')
  })
})
