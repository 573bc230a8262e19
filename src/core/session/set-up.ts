/** A new account on this device: made in memory, written documents first and vault last, so half of one is none. */
import { err, type Result } from '../../base/result.ts'
import { createAccountKeys } from '../account/create-account.ts'
import { createVaultSealer, type VaultCredential } from '../account/vault.ts'
import type { CoreError } from '../api.ts'
import { checkName } from '../profiles/rules.ts'
import { deviceNameFrom } from './device-name.ts'
import { keepAccount, openFailure } from './keep-account.ts'
import { type OpenAccount, openAccount, type OpenAccountDeps } from './open-account.ts'
import { eraseDevice } from './vault-file.ts'

export interface SignUp {
  readonly name: string
  readonly credential: VaultCredential
  readonly deviceName: string
}

export const signUp = async (
  input: SignUp,
  deps: OpenAccountDeps,
): Promise<Result<OpenAccount, CoreError>> => {
  const { ports } = deps
  const name = checkName(input.name)
  if (!name.ok) return name
  const made = await createAccountKeys({
    deviceName: deviceNameFrom(input.deviceName),
    displayName: name.value,
    nowMs: ports.clock.nowMs(),
    random: ports.random,
  })
  const sealer = await createVaultSealer(input.credential, ports.random)
  const opened = await openAccount(made.contents, made.signer, sealer, deps)
  if (!opened.ok) return err(openFailure(opened.error))
  const open = opened.value
  const writeName = () => open.profiles.edit({ field: 'name', value: name.value })
  const kept = await keepAccount(open, made.records, name.value, ports.values, writeName)
  if (!kept.ok) await eraseDevice(ports)
  return kept
}
