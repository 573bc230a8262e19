import { audienceGenesis, journalGenesis } from '../../../src/protocol/journal/journal-genesis.ts'
import type { JournalTarget } from '../../../src/protocol/journal/journal-types.ts'
import { encodeJournalPlain } from '../../../src/protocol/journal/plain.ts'
import { entryIdToText, personKeyOf, targetKeyOf } from '../../../src/protocol/journal/target.ts'
import { toHex } from '../json-items.ts'
import { createPeople, type People } from './people.ts'
import { audienceVectors } from './audiences.ts'
import { entryIdFrom, entryVectors } from './journal-entries.ts'
import { badPlains, plainsOf } from './journal-plains.ts'

export const journalVectors = async () => {
  const ana = await createPeople(41)
  const bo = await createPeople(42)
  const id = entryIdFrom(ana)
  const targets = targetsOf(ana, bo)
  const plains = plainsOf(ana, bo, targets)
  return {
    about:
      'Journals and audiences: what entries say, how they are sealed, and who can open them. Texts are hex.',
    places: [0, 1, 255, 256, 1_000_000].map(number => ({
      account: toHex(ana.keys.account),
      number,
      journal: toHex(journalGenesis(ana.keys.account, number).doc32),
      audience: toHex(audienceGenesis(ana.keys.account, number).doc32),
    })),
    id: { bytes: toHex(id), text: entryIdToText(id) },
    targets: targets.map(target => ({
      kind: target.kind,
      account: toHex(target.account),
      id: toHex(target.id),
      key: toHex(targetKeyOf(target)),
    })),
    person: { account: toHex(ana.keys.account), key: toHex(personKeyOf(ana.keys.account)) },
    plains: {
      valid: plains.map(plain => ({ kind: plain.kind, bytes: toHex(encodeJournalPlain(plain)) })),
      invalid: badPlains(plains),
    },
    ...entryVectors(ana, bo, plains),
    audience: audienceVectors(ana, bo),
  }
}

const targetsOf = (ana: People, bo: People): readonly JournalTarget[] => [
  { kind: 'post', account: bo.keys.account, id: entryIdFrom(ana), segment: 0 },
  { kind: 'comment', account: bo.keys.account, id: entryIdFrom(ana), segment: 3 },
  { kind: 'work', account: bo.keys.account, id: ana.random.bytes(16), album: ana.random.bytes(32) },
]
