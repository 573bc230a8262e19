import { describe, expect, it } from 'vitest'
import type {
  CodeProblem,
  CoreError,
  InputProblem,
  StorageProblem,
  SyncProblem,
} from '../../../../src/core/api.ts'
import { coreErrorWords, oneSentence, storageWords, syncWords } from '../../../../src/ui/strings/errors.ts'
import type { Words } from '../../../../src/ui/strings/errors.ts'

// Records, so that the compiler asks for every problem there is.
const inputProblems: Record<InputProblem, true> = {
  empty: true,
  'too-long': true,
  'not-a-link': true,
  'not-an-address': true,
  'too-many': true,
  'unknown-value': true,
}
const storageProblems: Record<StorageProblem, true> = {
  'no-storage': true,
  'disk-full': true,
  'vault-corrupt': true,
  'newer-version': true,
}
const syncProblems: Record<SyncProblem, true> = {
  'relay-refused-device': true,
  'relay-full': true,
  'relay-wrong-origin': true,
  'relay-speaks-other-version': true,
  'clock-wrong': true,
  'device-revoked': true,
  'document-refused': true,
}
const codeProblems: Record<CodeProblem, true> = {
  'not-a-code': true,
  'other-version': true,
  'too-old': true,
  'from-the-future': true,
  own: true,
  forged: true,
  blocked: true,
}
type ReasonOf<T extends 'cannot-connect' | 'cannot-write'> = Extract<CoreError, { type: T }>['reason']
const connectReasons: Record<ReasonOf<'cannot-connect'>, true> = {
  self: true,
  already: true,
  blocked: true,
  'unknown-keys': true,
  'no-request': true,
}
const writeReasons: Record<ReasonOf<'cannot-write'>, true> = {
  'not-connected': true,
  blocked: true,
  left: true,
  removed: true,
  invited: true,
  'device-revoked': true,
  'not-admin': true,
  'not-author': true,
  'too-many-members': true,
}
const keysOf = <K extends string>(record: Record<K, true>): K[] => Object.keys(record) as K[]

const detail = 'TypeError: x is undefined at vault.ts:12'
const oneOfEach: { readonly [T in CoreError['type']]: Extract<CoreError, { type: T }> } = {
  'invalid-input': { type: 'invalid-input', field: 'name', reason: 'empty' },
  locked: { type: 'locked' },
  'no-account': { type: 'no-account' },
  'account-exists': { type: 'account-exists' },
  'wrong-passphrase': { type: 'wrong-passphrase' },
  'words-unknown': { type: 'words-unknown', positions: [3, 7] },
  'words-count': { type: 'words-count', count: 11 },
  'words-checksum': { type: 'words-checksum' },
  'words-mismatch': { type: 'words-mismatch', positions: [5] },
  'words-erased': { type: 'words-erased' },
  'words-of-another': { type: 'words-of-another' },
  'relay-unreachable': { type: 'relay-unreachable' },
  'account-unknown-to-relay': { type: 'account-unknown-to-relay' },
  'not-allowed': { type: 'not-allowed', reason: 'device-is-older' },
  storage: { type: 'storage', problem: 'disk-full' },
  'not-found': { type: 'not-found', what: 'album' },
  'image-not-here': { type: 'image-not-here', reason: 'altered' },
  'image-refused': { type: 'image-refused', problem: 'heic' },
  'code-refused': { type: 'code-refused', problem: 'too-old' },
  'cannot-connect': { type: 'cannot-connect', reason: 'already' },
  'cannot-write': { type: 'cannot-write', reason: 'not-connected' },
  internal: { type: 'internal', detail },
}
const missing: Record<Extract<CoreError, { type: 'not-found' }>['what'], true> = {
  album: true,
  work: true,
  image: true,
  item: true,
  person: true,
  conversation: true,
  message: true,
  post: true,
  comment: true,
}
const imageReasons = ['offline', 'not-on-relay', 'altered', 'unreadable'] as const
const reasons = [
  'device-is-older',
  'device-unknown',
  'device-revoked',
  'read-only',
  'history-arriving',
] as const
const fields = ['name', 'passphrase', 'relay', 'deviceName', 'words', 'something-new']

const all: readonly (readonly [string, Words])[] = [
  ...Object.values(oneOfEach).map(error => [error.type, coreErrorWords(error)] as const),
  ...reasons.map(reason => [reason, coreErrorWords({ type: 'not-allowed', reason })] as const),
  ...keysOf(missing).map(what => [`no ${what}`, coreErrorWords({ type: 'not-found', what })] as const),
  ...imageReasons.map(
    reason => [`image ${reason}`, coreErrorWords({ type: 'image-not-here', reason })] as const,
  ),
  ...keysOf(codeProblems).map(
    problem => [`code ${problem}`, coreErrorWords({ type: 'code-refused', problem })] as const,
  ),
  ...keysOf(connectReasons).map(
    reason => [`connect ${reason}`, coreErrorWords({ type: 'cannot-connect', reason })] as const,
  ),
  ...keysOf(writeReasons).map(
    reason => [`write ${reason}`, coreErrorWords({ type: 'cannot-write', reason })] as const,
  ),
  ...fields.flatMap(field =>
    keysOf(inputProblems).map(
      reason => [`${field} ${reason}`, coreErrorWords({ type: 'invalid-input', field, reason })] as const,
    ),
  ),
  ...keysOf(storageProblems).map(problem => [problem, storageWords(problem)] as const),
  ...keysOf(syncProblems).map(problem => [problem, syncWords(problem)] as const),
]

describe('words for what went wrong', () => {
  it.each(all)('%s says what happened and what to do, in whole sentences', (_, words) => {
    expect(words.what).toMatch(/^\p{Lu}.*[.!?]$/u)
    expect(words.next).toMatch(/^\p{Lu}.*[.!?]$/u)
  })

  it.each(all)('%s speaks no jargon and blames nobody', (_, words) => {
    expect(oneSentence(words)).not.toMatch(
      /\b(?:cipher|crypto|hash|signature|checksum|vault|websocket|indexeddb|exception|invalid|illegal|fatal)\b|undefined|null|#/i,
    )
  })

  it('never shows what is meant for the log', () => {
    expect(oneSentence(coreErrorWords(oneOfEach.internal))).not.toContain('TypeError')
  })

  it('names the words that are wrong', () => {
    expect(coreErrorWords({ type: 'words-unknown', positions: [2] }).what).toBe(
      'Word 2 is not on the list of words.',
    )
    expect(coreErrorWords(oneOfEach['words-unknown']).what).toContain('Words 3 and 7 are')
  })
})
