/** Every file of tests/vectors/own, by name. Deterministic: the same code gives the same bytes. */
import { codecVectors } from './codec.ts'
import { derivationVectors } from './derivations.ts'
import { directoryVectors } from './directory.ts'
import { documentVectors } from './documents.ts'
import { firstContactVectors } from './first-contact.ts'
import { journalVectors } from './journal.ts'
import { recordVectors } from './records.ts'
import { recoveryVectors } from './recovery.ts'
import { roomVectors } from './rooms.ts'
import { vaultVectors } from './vaults.ts'
import { wrapVectors } from './wraps.ts'

export const generateVectors = async (): Promise<Readonly<Record<string, string>>> => {
  const files = {
    codec: codecVectors(),
    derivations: await derivationVectors(),
    directory: directoryVectors(),
    documents: await documentVectors(),
    'first-contact': await firstContactVectors(),
    journal: await journalVectors(),
    records: await recordVectors(),
    recovery: await recoveryVectors(),
    rooms: await roomVectors(),
    vaults: await vaultVectors(),
    wraps: await wrapVectors(),
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, `${JSON.stringify(file, null, 2)}\n`]),
  )
}
