/** The devices of the account, and taking one out. */
import { base64UrlToBytes, bytesToBase64Url, equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { canRevoke, deviceOf } from '../../protocol/accounts/chain.ts'
import type { Frontier } from '../../protocol/records/link.ts'
import { planRevoke } from '../account/plan-secret.ts'
import { parseRecoveryWords } from '../account/recovery-words.ts'
import { openRootKeys } from '../account/root-keys.ts'
import type { CoreError, DeviceRow } from '../api.ts'
import type { Signer } from '../crypto/ed25519.ts'
import { docIdOf, uncoveredSealsOf } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import type { OpenAccount } from './open-account.ts'
import { recipientsOf } from './upkeep.ts'

export const deviceRows = (open: OpenAccount): readonly DeviceRow[] => {
  const state = open.state()
  if (state === null) return []
  return [...state.devices.values()].map(({ device, name, addedAtMs, status }) => ({
    id: bytesToBase64Url(device),
    name,
    addedAtMs,
    isThis: equalBytes(device, open.signer.publicKey),
    status: status === 'active' ? 'active' : 'revoked',
    canRevoke: status === 'active' && canRevoke(state, open.signer.publicKey, device),
  }))
}

export interface RevokeOptions {
  readonly words: string | null
  /** Also while documents of one's own are still arriving. */
  readonly evenSo: boolean
}

/**
 * By this device where seniority allows it; with the recovery words, by the root, whichever device it is. What the
 * revoked device sealed counts as far as this one has seen it, so nothing of one's own should be on its way.
 */
export const revokeDevice = async (
  open: OpenAccount,
  id: string,
  { words, evenSo }: RevokeOptions,
  ports: Pick<Ports, 'clock' | 'random'>,
): Promise<Result<null, CoreError>> => {
  if (!evenSo && (await open.isHistoryArriving()))
    return err({ type: 'not-allowed', reason: 'history-arriving' })
  if (words === null) return revokeBy(open, open.signer, id, ports)
  const parsed = parseRecoveryWords(words)
  if (!parsed.ok) return parsed
  const keys = await openRootKeys(parsed.value.entropy.reveal())
  parsed.value.entropy.wipe()
  const revoked = equalBytes(keys.account, open.account)
    ? await revokeBy(open, keys.root, id, ports)
    : err({ type: 'words-of-another' } as const)
  keys.forget()
  return revoked
}

const revokeBy = async (
  open: OpenAccount,
  signer: Signer,
  id: string,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
): Promise<Result<null, CoreError>> => {
  const state = open.state()
  const device = base64UrlToBytes(id)
  const known = state === null || device === null ? null : deviceOf(state, device)
  if (state === null || known === null) return err({ type: 'not-allowed', reason: 'device-unknown' })
  if (open.isRevoked()) return err({ type: 'not-allowed', reason: 'device-revoked' })
  if (known.status !== 'active') return ok(null)
  if (!canRevoke(state, signer.publicKey, known.device))
    return err({ type: 'not-allowed', reason: 'device-is-older' })
  const prekeys = open.book.entryOf(open.account)?.prekeys ?? []
  const recipients = recipientsOf(state, prekeys, clock.nowMs())
  const revoked = { device: known.device, frontier: await frontierOf(open, known.device) }
  const plan = await planRevoke(signer, state, revoked, recipients, random)
  if (plan.secret !== null) {
    const vault = open.vault()
    const saved = await open.changeVault({ ...vault, accountSecrets: [...vault.accountSecrets, plan.secret] })
    if (!saved.ok) return err(storageFailure(saved.error))
  }
  const published = await open.publish(plan.records)
  if (published.ok) return ok(null)
  return err(
    published.error.type === 'change-too-large'
      ? { type: 'internal', detail: 'revoke: too large' }
      : storageFailure(published.error),
  )
}

/** What the device sealed, as far as we have seen, stays; what it brings from now on does not. */
const frontierOf = async (open: OpenAccount, device: Uint8Array): Promise<Frontier> => {
  const state = open.state()
  const isLive = (other: Uint8Array): boolean => state !== null && deviceOf(state, other)?.status === 'active'
  const rows: [Uint8Array, Uint8Array[]][] = []
  for (const genesis of await open.store.held()) {
    if (!equalBytes(genesis.owner, open.account)) continue
    const id = docIdOf(genesis)
    const wasOpen = open.store.replica(id) !== null
    const opened = await open.store.open(genesis)
    if (!opened.ok) continue
    const seals = uncoveredSealsOf(opened.value.doc(), device, isLive)
    if (seals.length > 0) rows.push([genesis.doc32, seals])
    // Long conversations have many closed documents; they are not kept open for this.
    if (!wasOpen) await open.store.release(id)
  }
  return rows
}
