/**
 * What the relay knows of accounts, from the identity documents it holds: each is read and evaluated when
 * somebody needs it, kept for a while, and learned again when its document changes.
 */
import { bytesToHex } from '../../src/base/bytes.ts'
import { createAccountBook } from '../../src/protocol/accounts/account-book.ts'
import type { AccountState } from '../../src/protocol/accounts/chain.ts'
import { parseChange } from '../../src/protocol/changes/change.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { JudgeDevice } from '../../src/protocol/gate/gate.ts'
import { statementOf } from '../../src/protocol/gate/stage.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../src/protocol/records/record.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { DocumentStore } from '../stores/store.ts'
import { createTurns } from '../turns.ts'

export interface Accounts {
  /** Null when no identity document of it is held. Rejects when the store cannot be read. */
  stateOf(account: AccountId): Promise<AccountState | null>
  /** From the changes of its identity document, as they are now. True when the chain is another than before. */
  learn(account: AccountId, identityChanges: readonly Uint8Array[]): Promise<boolean>
  judgeFor(genesis: DocumentGenesis): JudgeDevice
  kept(): number
}

export const docIdOf = (genesis: DocumentGenesis): DocId => bytesToHex(genesis.doc32.subarray(0, 16))

/** Links and prekeys, in the order of the history. What cannot be read is passed over: the gate let it in as text. */
export const recordsIn = (changes: readonly Uint8Array[]): SignedRecord[] =>
  changes.flatMap(bytes => {
    const change = parseChange(bytes)
    const statement = change.ok ? statementOf(change.value) : null
    return statement?.type === 'record' ? [statement.record] : []
  })

/** Two states with one key judge every device alike. */
const chainKey = (state: AccountState | undefined): string =>
  state === undefined ? '' : [...state.known].sort().join()

export const createAccounts = (
  store: Pick<DocumentStore, 'load'>,
  verify: VerifySignature,
  maxKept: number,
): Accounts => {
  const book = createAccountBook(verify)
  /** Least recently used first. */
  const used = new Map<string, AccountId>()
  /** One at a time for each account, so that an older reading never overwrites a newer one. */
  const turns = createTurns()
  const inTurn = <T>(account: AccountId, task: () => Promise<T>): Promise<T> =>
    turns.take(bytesToHex(account), task)

  const touch = (account: AccountId): void => {
    const name = bytesToHex(account)
    used.delete(name)
    used.set(name, account)
    for (const [oldest, id] of used) {
      if (used.size <= maxKept) break
      used.delete(oldest)
      book.forget(id)
    }
  }
  const readFromStore = async (account: AccountId): Promise<void> => {
    if (book.entryOf(account) !== null) return
    const loaded = await store.load(docIdOf(createDocumentGenesis('identity', account)))
    if (!loaded.ok) throw new Error(`accounts: the store cannot be read (${loaded.error.type})`)
    if (loaded.value === null) return
    if ((await book.learn(account, recordsIn(loaded.value.changes))) !== null) touch(account)
  }
  const ensure = async (account: AccountId): Promise<void> => {
    if (book.entryOf(account) === null) await inTurn(account, () => readFromStore(account))
    else touch(account)
  }

  return {
    async stateOf(account) {
      await ensure(account)
      return book.entryOf(account)?.state ?? null
    },
    learn: (account, identityChanges) =>
      inTurn(account, async () => {
        const before = chainKey(book.entryOf(account)?.state)
        const entry = await book.learn(account, recordsIn(identityChanges))
        if (entry !== null) touch(account)
        return chainKey(entry?.state) !== before
      }),
    judgeFor(genesis) {
      const judge = book.judgeFor(genesis)
      return async (device, recordsBeneath) => {
        await ensure(genesis.owner)
        return judge(device, recordsBeneath)
      }
    },
    kept: () => used.size,
  }
}
