import { openRootKeys } from '../../../src/core/account/root-keys.ts'
import { entropyToSecrets, entropyToWords } from '../../../src/core/crypto/words.ts'
import { fromHex, toHex } from '../json-items.ts'
import { createPeople } from './people.ts'

const describe = async (entropy: Uint8Array) => {
  const secrets = entropyToSecrets(entropy)
  const keys = await openRootKeys(entropy)
  return {
    words: entropyToWords(entropy).join(' '),
    entropy: toHex(entropy),
    rootSeed: toHex(secrets.rootSeed),
    recoverySecret: toHex(secrets.recoverySecret),
    rootPub: toHex(keys.root.publicKey),
    recoveryX: toHex(keys.recovery.publicKey),
    account: toHex(keys.account),
  }
}

export const recoveryVectors = async () => {
  const { entropy } = await createPeople(6)
  const [first, ...others] = entropyToWords(entropy)
  if (first === undefined) throw new Error('twelve words')
  const rest = others.join(' ')
  const numbered = [first, ...others].map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join('\n')
  return {
    about: 'Recovery words, the keys and the account they stand for, and how tolerantly they are read.',
    accounts: await Promise.all([entropy, fromHex('00'.repeat(16)), fromHex('ff'.repeat(16))].map(describe)),
    typed: {
      entropy: toHex(entropy),
      accepted: [
        { name: 'as shown', text: `${first} ${rest}` },
        { name: 'numbered, in capitals, one a line', text: numbered },
        { name: 'with commas and a full stop', text: `${first}, ${others.join(', ')}.` },
        { name: 'with no-break and wide spaces and tabs', text: `\t${first}\u00a0\u2003\u3000${rest}\r\n` },
        {
          name: 'with a byte order mark and zero-width characters',
          text: `\ufeff${first.slice(0, 1)}\u200b\u200d${first.slice(1)} ${rest}\u2060`,
        },
        { name: 'with soft hyphens', text: `${first.slice(0, 2)}\u00ad${first.slice(2)} ${rest}` },
        { name: 'between right-to-left marks', text: `\u202b\u200f${first}\u202c \u2067${rest}\u2069` },
        { name: 'in full-width letters', text: `${toFullWidth(first)} ${rest}` },
        {
          name: 'with numbers stuck to the words',
          text: `1)${first} ${others.map((word, index) => `${index + 2})${word}`).join(' ')}`,
        },
        { name: 'as a list with bullets and quotes', text: `• “${first}” – ${rest}` },
      ],
      refused: [
        { name: 'nothing', text: '', error: { type: 'words-count', count: 0 } },
        { name: 'numbers only', text: '1 2 3', error: { type: 'words-count', count: 0 } },
        { name: 'eleven words', text: rest, error: { type: 'words-count', count: 11 } },
        {
          name: 'thirteen words',
          text: `${first} ${first} ${rest}`,
          error: { type: 'words-count', count: 13 },
        },
        {
          name: 'a word of no list, first',
          text: `zzz ${rest}`,
          error: { type: 'words-unknown', positions: [1] },
        },
        {
          name: 'two of them, and too few',
          text: `abandon colour zoo theatre`,
          error: { type: 'words-unknown', positions: [2, 4] },
        },
        {
          name: 'letters that look alike',
          text: `\u0430bandon ${rest}`,
          error: { type: 'words-unknown', positions: [1] },
        },
        {
          name: 'the first word twelve times',
          text: Array(12).fill('abandon').join(' '),
          error: { type: 'words-checksum' },
        },
      ],
    },
  }
}

const toFullWidth = (word: string): string =>
  word.replaceAll(/[a-z]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
