/** Writes a new account, or a new device of one, to this device: documents first and the vault last. */
import { err, ok, type Result } from '../../base/result.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import type { CoreError } from '../api.ts'
import type { StorageError, ValueStorage } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import type { OpenAccount } from './open-account.ts'
import { saveCard } from './vault-file.ts'

/** Closes the account again when something could not be written; the caller erases what was. */
export const keepAccount = async (
  open: OpenAccount,
  records: readonly SignedRecord[],
  name: string,
  values: ValueStorage,
  beforeVault: () => Promise<Result<null, CoreError>> = () => Promise.resolve(ok(null)),
): Promise<Result<OpenAccount, CoreError>> => {
  const problem = await firstProblem([
    async () => toCoreError(await open.publish(records)),
    beforeVault,
    async () => toCoreError(await saveCard(values, { account: open.account, name })),
    async () => toCoreError(await open.changeVault(open.vault())),
  ])
  if (problem === null) return ok(open)
  await open.close()
  return err(problem)
}

const firstProblem = async (
  steps: readonly (() => Promise<Result<unknown, CoreError>>)[],
): Promise<CoreError | null> => {
  for (const step of steps) {
    const done = await step()
    if (!done.ok) return done.error
  }
  return null
}

const toCoreError = (
  result: Result<unknown, StorageError | { readonly type: 'change-too-large' }>,
): Result<unknown, CoreError> => {
  if (result.ok) return result
  return err(
    result.error.type === 'change-too-large'
      ? { type: 'internal', detail: 'account records too large' }
      : storageFailure(result.error),
  )
}

export const openFailure = (error: StorageError | { readonly type: 'document-broken' }): CoreError =>
  error.type === 'document-broken' ? { type: 'storage', problem: 'vault-corrupt' } : storageFailure(error)
