/**
 * "Bring my identity": from the words alone to a device of one's own. The account id follows from the
 * words; the relay is asked for its identity document under the root's signature, because this browser has
 * no device yet; the chain is verified here, a device is added to it, and only then is anything kept.
 */
import { err, ok, type Result } from '../../base/result.ts'
import { equalBytes } from '../../base/bytes.ts'
import { type AccountBook, createAccountBook } from '../../protocol/accounts/account-book.ts'
import {
  type AccountGenesis,
  createAccountGenesis,
  parseAccountGenesis,
} from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import { planDeviceFromRoot } from '../account/plan-device-from-root.ts'
import { parseRecoveryWords } from '../account/recovery-words.ts'
import { openRootKeys, recoveryUnwrapKey, type RootKeys } from '../account/root-keys.ts'
import { byGeneration, secretsBeyond } from '../account/secrets-in-chain.ts'
import { createVaultSealer, type VaultCredential } from '../account/vault.ts'
import type { CoreError } from '../api.ts'
import { createDocumentStore, type DocumentStore, type Replica } from '../documents/index.ts'
import { readFixedText } from '../documents/values.ts'
import { loadAcknowledgements } from '../sync/acknowledgements.ts'
import { parseRelayUrl } from '../sync/relay-url.ts'
import { createSyncEngine, type SyncEngine } from '../sync/sync-engine.ts'
import { deviceNameFrom } from './device-name.ts'
import { keepAccount, openFailure } from './keep-account.ts'
import { type OpenAccount, openAccount, type OpenAccountDeps } from './open-account.ts'
import { recipientsOf } from './upkeep.ts'
import { eraseDevice } from './vault-file.ts'

export interface Recovery {
  readonly words: string
  readonly credential: VaultCredential
  readonly deviceName: string
  readonly relay: string
}

const reachRelayMs = 20_000
/** The profile is awaited a little, so that the first screen has a name; it comes later all the same. */
const profileMs = 5_000

export const recoverAccount = async (
  input: Recovery,
  deps: OpenAccountDeps,
): Promise<Result<OpenAccount, CoreError>> => {
  const words = parseRecoveryWords(input.words)
  if (!words.ok) return words
  const relay = parseRelayUrl(input.relay)
  if (relay === null) return err({ type: 'invalid-input', field: 'relay', reason: 'not-an-address' })
  const keys = await openRootKeys(words.value.entropy.reveal())
  words.value.entropy.wipe()
  const found = await findAccount(keys, relay, deps)
  const joined = found.ok ? await join(keys, found.value, input, deps) : found
  keys.forget()
  if (!joined.ok) await eraseDevice(deps.ports)
  return joined
}

interface Found {
  readonly book: AccountBook
  readonly genesis: AccountGenesis
  readonly name: string
}

/** Fetches identity and profile into this device's storage, where the account is then opened from. */
const findAccount = async (
  keys: RootKeys,
  relay: string,
  deps: OpenAccountDeps,
): Promise<Result<Found, CoreError>> => {
  const { ports, verify } = deps
  const record = await createAccountGenesis(keys.root.sign, keys.root.publicKey, keys.recovery.publicKey)
  const genesis = parseAccountGenesis(record)
  if (!genesis.ok) return err({ type: 'internal', detail: 'recover: own genesis' })
  const book = createAccountBook(verify)
  const store = createDocumentStore({ ports, verify, book })
  const acknowledgements = await loadAcknowledgements(ports)
  const engine = createSyncEngine(
    owner => equalBytes(owner, keys.account),
    acknowledgements,
    store.headsOf,
    ports,
  )
  const fetched = await fetchDocuments({ keys, relay, record, book, store, engine }, deps)
  engine.disconnect()
  await store.close()
  return fetched.ok ? ok({ book, genesis: genesis.value, name: fetched.value }) : fetched
}

interface Fetching {
  readonly keys: RootKeys
  readonly relay: string
  readonly record: SignedRecord
  readonly book: AccountBook
  readonly store: DocumentStore
  readonly engine: SyncEngine
}

const fetchDocuments = async (
  fetching: Fetching,
  { ports }: OpenAccountDeps,
): Promise<Result<string, CoreError>> => {
  const { keys, store, engine, book } = fetching
  const identity = await store.open(createDocumentGenesis('identity', keys.account))
  const profile = await store.open(createDocumentGenesis('profile', keys.account))
  if (!identity.ok) return err(openFailure(identity.error))
  if (!profile.ok) return err(openFailure(profile.error))
  const { account, root } = keys
  engine.track(identity.value)
  engine.track(profile.value)
  engine.connect(fetching.relay, {
    account,
    key: root.publicKey,
    sign: root.sign,
    chain: () => [fetching.record],
  })
  const isKnown = (): boolean => book.entryOf(account) !== null
  const isRefused = (): boolean => engine.availability(identity.value.id) === 'unavailable'
  const isDown = (): boolean => engine.status().line === 'down'
  await until(() => isKnown() || isRefused() || isDown(), reachRelayMs, fetching, ports)
  if (!isKnown()) return err({ type: isRefused() ? 'account-unknown-to-relay' : 'relay-unreachable' })
  const hasProfile = (): boolean => engine.availability(profile.value.id) !== 'asking'
  await until(hasProfile, profileMs, fetching, ports)
  return ok(nameIn(profile.value))
}

const nameIn = (profile: Replica): string => readFixedText(profile.doc()['name']) ?? ''

/** Resolves when `isTrue`, looking again at whatever changes, or when the time is over. */
const until = (
  isTrue: () => boolean,
  timeoutMs: number,
  { engine, store }: Pick<Fetching, 'engine' | 'store'>,
  { clock }: Pick<OpenAccountDeps['ports'], 'clock'>,
): Promise<void> =>
  new Promise(resolve => {
    const stop: (() => void)[] = []
    const done = (): void => {
      for (const end of stop) end()
      resolve()
    }
    const look = (): void => {
      if (isTrue()) done()
    }
    stop.push(clock.after(timeoutMs, done), engine.onStatus(look), store.onAccountChange(look))
    look()
  })

const join = async (
  keys: RootKeys,
  found: Found,
  input: Recovery,
  deps: OpenAccountDeps,
): Promise<Result<OpenAccount, CoreError>> => {
  const { ports } = deps
  const entry = found.book.entryOf(keys.account)
  if (entry === null) return err({ type: 'account-unknown-to-relay' })
  const nowMs = ports.clock.nowMs()
  const plan = await planDeviceFromRoot(
    keys,
    found.genesis,
    entry.state,
    recipientsOf(entry.state, entry.prekeys, nowMs),
    { deviceName: deviceNameFrom(input.deviceName), displayName: found.name, nowMs, random: ports.random },
  )
  const { accountSecrets } = plan.contents
  const earlier = secretsBeyond(accountSecrets, keys.account, entry.records, [recoveryUnwrapKey(keys)])
  const contents = { ...plan.contents, accountSecrets: byGeneration([...earlier, ...accountSecrets]) }
  const sealer = await createVaultSealer(input.credential, ports.random)
  const opened = await openAccount(contents, plan.signer, sealer, deps)
  if (!opened.ok) return err(openFailure(opened.error))
  return keepAccount(opened.value, plan.records, found.name, ports.values)
}
