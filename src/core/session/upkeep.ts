/**
 * What an account needs from time to time, done by whichever device is open: fetch a new account secret
 * from its wraps, make one when the chain asks for it, publish a fresh prekey (PROTOCOL §3). Each step saves
 * to the vault before anything is published, so a crash in between loses no secret.
 */
import { equalBytes } from '../../base/bytes.ts'
import { type AccountState, deviceOf, newestPrekeys } from '../../protocol/accounts/chain.ts'
import type { Prekey } from '../../protocol/records/prekey.ts'
import type { HeldAccountSecret, SecretRecipient } from '../account/account-secret.ts'
import { planNewSecret } from '../account/plan-secret.ts'
import { byGeneration, currentSecret, secretsBeyond } from '../account/secrets-in-chain.ts'
import {
  createPrekey,
  isPrekeyDue,
  nextPrekeyId,
  prekeysToUnwrapKeys,
  sortOutPrekeys,
} from '../account/prekeys.ts'
import type { Ports } from '../ports.ts'
import type { OpenAccount } from './open-account.ts'

/** Every active device with a prekey, for wrapping the account secret. */
export const recipientsOf = (
  state: AccountState,
  prekeys: readonly Prekey[],
  nowMs: number,
): SecretRecipient[] =>
  newestPrekeys(state, prekeys, nowMs).flatMap(({ device, prekey }) =>
    prekey === null ? [] : [{ device, prekeyId: prekey.id, x: prekey.x }],
  )

export const keepUp = async (
  open: OpenAccount,
  ports: Pick<Ports, 'clock' | 'random' | 'log'>,
): Promise<void> => {
  const state = open.state()
  if (state === null || deviceOf(state, open.signer.publicKey)?.status !== 'active') return
  await fetchSecrets(open)
  if (!holdsNewest(open, state, ports)) await renewSecret(open, state, ports)
  await renewPrekey(open, ports)
}

const addSecrets = async (open: OpenAccount, secrets: readonly HeldAccountSecret[]): Promise<boolean> => {
  const vault = open.vault()
  const accountSecrets = byGeneration([...vault.accountSecrets, ...secrets])
  return (await open.changeVault({ ...vault, accountSecrets })).ok
}

/** Every generation that was wrapped to this device, also those made while it was away. */
const fetchSecrets = async (open: OpenAccount): Promise<void> => {
  const { accountSecrets, prekeys } = open.vault()
  const keys = prekeysToUnwrapKeys(open.signer.publicKey, prekeys)
  const chain = open.book.entryOf(open.account)?.records ?? []
  const fetched = secretsBeyond(accountSecrets, open.account, chain, keys)
  if (fetched.length > 0) await addSecrets(open, fetched)
}

/** False when a new secret is wanted: the chain asks for it, or nobody wrapped the newest to this device. */
const holdsNewest = (open: OpenAccount, state: AccountState, { log }: Pick<Ports, 'log'>): boolean => {
  if (state.needsNewSecret || state.secret === null) return false
  if (currentSecret(open.vault().accountSecrets, state.secret) !== null) return true
  log({ event: 'account-secret-not-readable' })
  return false
}

const renewSecret = async (
  open: OpenAccount,
  state: AccountState,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
): Promise<void> => {
  const prekeys = open.book.entryOf(open.account)?.prekeys ?? []
  const plan = await planNewSecret(open.signer, state, recipientsOf(state, prekeys, clock.nowMs()), random)
  if (plan.secret !== null && !(await addSecrets(open, [plan.secret]))) return
  await open.publish(plan.records)
}

const renewPrekey = async (
  open: OpenAccount,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
): Promise<void> => {
  const vault = open.vault()
  if (!isPrekeyDue(vault.prekeys, clock.nowMs())) return
  const published = (open.book.entryOf(open.account)?.prekeys ?? []).filter(({ device }) =>
    equalBytes(device, open.signer.publicKey),
  )
  const publishedId = published.length === 0 ? null : Math.max(...published.map(({ id }) => id))
  const id = nextPrekeyId(vault.prekeys, publishedId)
  const made = await createPrekey(open.signer, open.account, id, clock.nowMs(), random)
  const { kept, spent } = sortOutPrekeys([...vault.prekeys, made.held], clock.nowMs())
  if (!(await open.changeVault({ ...vault, prekeys: kept })).ok) return
  for (const { secret } of spent) secret.wipe()
  await open.publish([made.record])
}
