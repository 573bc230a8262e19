/**
 * Whom one follows in private, and what one does not want to see: the same on all of one's devices, and known to nobody
 * else.
 *
 *   f:<random>   [1, acct32]
 *   m:<random>   [1, acct32|null, word]       a person, or a word
 *
 * Two devices may say the same under two names; taking it back takes both.
 */
import { bytesToBase64Url, bytesToHex } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { bytesOf, literal, nullable, parseItem, text, tuple } from '../../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { type CoreError, muteLimit } from '../../../api.ts'
import { type OwnedEditError, createSerial } from '../../../documents/index.ts'
import { storageFailure } from '../../../storage-failure.ts'
import { mutedKey, mutedWordChars } from '../rules/muted-words.ts'
import type { JournalDeps } from '../journal-deps.ts'

export interface PrivateLists {
  /** By hex. */
  followed(): ReadonlyMap<string, AccountId>
  mutedPeople(): ReadonlyMap<string, AccountId>
  mutedWords(): readonly string[]
  follow(account: AccountId, on: boolean): Promise<Result<null, CoreError>>
  mutePerson(account: AccountId, on: boolean): Promise<Result<null, CoreError>>
  muteWord(word: string, on: boolean): Promise<Result<null, CoreError>>
}

interface Lists {
  readonly from: unknown
  readonly followed: Map<string, AccountId>
  readonly people: Map<string, AccountId>
  /** By what they mute. */
  readonly words: Map<string, string>
  /** What each field says. */
  readonly sayings: Map<string, string>
}

const fieldBytes = 16
const followShape = tuple<[1, Uint8Array]>(literal(1), bytesOf(32))
const muteShape = tuple<[1, Uint8Array | null, string]>(
  literal(1),
  nullable(bytesOf(32)),
  text(mutedWordChars * 4),
)

export const createPrivateLists = ({
  network,
  ports,
}: Pick<JournalDeps, 'network' | 'ports'>): PrivateLists => {
  const serial = createSerial()
  let known: Lists | null = null
  network.onChange(() => {
    known = null
  })
  const lists = (): Lists => {
    const entries = network.entries()
    known = known?.from === entries ? known : readLists(entries)
    return known
  }
  /** Nothing is written when it is said already, and every field that says it goes. */
  const say = (prefix: string, saying: string, value: Item, on: boolean): Promise<Result<null, CoreError>> =>
    serial(async () => {
      const fields = [...lists().sayings].flatMap(([field, said]) => (said === saying ? [field] : []))
      if (on === fields.length > 0) return ok(null)
      const added = `${prefix}${bytesToBase64Url(ports.random.bytes(fieldBytes))}`
      const written = await network.write(
        on ? [[added, value] as const] : fields.map(field => [field, null] as const),
      )
      known = null
      return written.ok ? ok(null) : err(listFailure(written.error))
    })
  const isFull = (): boolean => lists().people.size + lists().words.size >= muteLimit
  const tooMany = (field: string): CoreError => ({ type: 'invalid-input', field, reason: 'too-many' })

  return {
    followed: () => lists().followed,
    mutedPeople: () => lists().people,
    mutedWords: () => [...lists().words.values()],
    follow: (account, on) => say('f:', `f ${bytesToHex(account)}`, [1, account], on),
    async mutePerson(account, on) {
      if (on && isFull()) return err(tooMany('account'))
      return say('m:', `p ${bytesToHex(account)}`, [1, account, ''], on)
    },
    async muteWord(word, on) {
      if (on && isFull()) return err(tooMany('word'))
      return say('m:', `w ${mutedKey(word)}`, [1, null, word], on)
    },
  }
}

const readLists = (entries: ReadonlyMap<string, Item>): Lists => {
  const lists: Lists = {
    from: entries,
    followed: new Map(),
    people: new Map(),
    words: new Map(),
    sayings: new Map(),
  }
  for (const [field, value] of entries) {
    if (field.startsWith('f:')) readFollow(lists, field, value)
    else if (field.startsWith('m:')) readMute(lists, field, value)
  }
  return lists
}

const readFollow = ({ followed, sayings }: Lists, field: string, value: Item): void => {
  const parsed = parseItem(followShape, value, 'follow')
  if (!parsed.ok) return
  const account = parsed.value[1] as AccountId
  followed.set(bytesToHex(account), account)
  sayings.set(field, `f ${bytesToHex(account)}`)
}

const readMute = ({ people, words, sayings }: Lists, field: string, value: Item): void => {
  const parsed = parseItem(muteShape, value, 'mute')
  if (!parsed.ok) return
  const [, account, word] = parsed.value
  if (account !== null) people.set(bytesToHex(account), account as AccountId)
  else words.set(mutedKey(word), word)
  sayings.set(field, account === null ? `w ${mutedKey(word)}` : `p ${bytesToHex(account)}`)
}

export const listFailure = (error: OwnedEditError): CoreError => {
  switch (error.type) {
    case 'storage-full':
    case 'storage-unavailable':
      return storageFailure(error)
    case 'change-too-large':
      return { type: 'invalid-input', field: 'text', reason: 'too-long' }
    case 'unreadable':
      return { type: 'storage', problem: 'newer-version' }
    case 'read-only':
      return { type: 'not-allowed', reason: 'device-revoked' }
  }
}
