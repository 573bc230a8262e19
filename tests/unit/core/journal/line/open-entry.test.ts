/** One entry at a time, as far as a device with some of the secrets gets. */
import { describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../../src/base/random.ts'
import { Secret } from '../../../../../src/core/crypto/secret.ts'
import { sealBox } from '../../../../../src/core/crypto/secretbox.ts'
import { openJournalEntry, type OpenerDeps } from '../../../../../src/core/journal/line/open-entry.ts'
import { encodeJournalEntry } from '../../../../../src/protocol/journal/entry.ts'
import type { EntryId16, JournalPlain } from '../../../../../src/protocol/journal/journal-types.ts'
import { postKey } from '../../../../../src/protocol/journal/keys.ts'
import { encodeJournalPlain } from '../../../../../src/protocol/journal/plain.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { padPlain } from '../../../../../src/protocol/rooms/padding.ts'
import { postOf } from './journal-world.ts'

const [self, eve] = [systemRandom.bytes(32) as AccountId, systemRandom.bytes(32) as AccountId]
const id = systemRandom.bytes(16) as EntryId16
const secret = systemRandom.bytes(32)
const deps = {
  self,
  secrets: () => [],
  audiences: { find: () => ({ generation: 1, id: '01'.repeat(8), secret: new Secret(secret.slice()) }) },
  tags: { find: async () => null },
} as unknown as OpenerDeps

const open = (bytes: Uint8Array) =>
  openJournalEntry(
    { id, index: 0, bytes, digest: '' },
    { account: eve, segment: 0, doc32: systemRandom.bytes(32) },
    deps,
  )

test('what somebody else keeps for themselves is waited for by nobody', async () => {
  const sealed = systemRandom.bytes(96)
  expect(await open(encodeJournalEntry({ form: 'own', id, sealed }))).toMatchObject({
    entry: { audience: 'only-me', plain: null, problem: 'not-for-you' },
    wanted: null,
  })
})

describe('an entry for connections', () => {
  const sealedFor = (plain: JournalPlain): Uint8Array =>
    encodeJournalEntry({
      form: 'audience',
      id,
      generation: 1,
      keyId: new Uint8Array(8).fill(1),
      ...sealBox(padPlain(encodeJournalPlain(plain)), postKey(secret, eve, id), systemRandom),
    })

  test('that is a post has a thread, and one that nobody talks about has none', async () => {
    expect((await open(sealedFor(postOf('For friends')))).entry.threadTag).toHaveLength(16)
    const { entry } = await open(sealedFor({ kind: 'follow', atMs: 1, account: self }))
    expect(entry).toMatchObject({ plain: { kind: 'follow' }, threadTag: null })
  })
})
