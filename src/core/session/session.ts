/**
 * What state this device is in: nothing here, locked, open, or broken; and the only ways from one to the
 * other. Commands run one at a time.
 */
import { err, ok, type Result } from '../../base/result.ts'
import type { DocumentKind } from '../../protocol/records/document-genesis.ts'
import { accountIdToText } from '../account/account-id.ts'
import {
  createVaultSealer,
  openVault,
  type OpenVault,
  type VaultCredential,
  vaultProtection,
} from '../account/vault.ts'
import type { CoreError, SessionState, VaultProtection } from '../api.ts'
import { createSigner } from '../crypto/ed25519.ts'
import { createSerial, type Replica } from '../documents/index.ts'
import { storageFailure, storageProblemOf } from '../storage-failure.ts'
import { openFailure } from './keep-account.ts'
import { type OpenAccount, openAccount, type OpenAccountDeps } from './open-account.ts'
import { recoverAccount } from './recover.ts'
import { signUp } from './set-up.ts'
import { keepUp } from './upkeep.ts'
import {
  type AccountCard,
  eraseDevice,
  isMarkedLocked,
  loadCard,
  loadVault,
  markLocked,
} from './vault-file.ts'

type Outcome = Promise<Result<null, CoreError>>

export interface Session {
  state(): SessionState
  /** Null unless the account is open. */
  open(): OpenAccount | null
  start(): Promise<void>
  create(name: string, passphrase: string | null, deviceName: string): Outcome
  recover(words: string, passphrase: string | null, deviceName: string, relay: string): Outcome
  unlock(passphrase: string | null): Outcome
  lock(): Outcome
  changePassphrase(current: string | null, next: string | null): Outcome
  removeFromDevice(): Outcome
}

/** What may have changed: all that anybody watches; whatever does not come from conversations; those; whom one knows; or what people publish. */
export type ChangeScope = 'everything' | 'documents' | 'talk' | 'people' | 'network'

/** Of these, whoever reads them says when there is something to see. */
const spokenFor: ReadonlySet<DocumentKind> = new Set(['feed', 'letter', 'journal', 'audience'])

export interface SessionDeps extends OpenAccountDeps {
  readonly onChange: (scope: ChangeScope) => void
  /** The account opened: connect it. */
  readonly onOpen: (open: OpenAccount) => void
}

type Inner =
  | { readonly kind: 'starting' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'locked'; readonly card: AccountCard | null; readonly protection: VaultProtection }
  | { readonly kind: 'broken'; readonly problem: Extract<SessionState, { kind: 'broken' }>['problem'] }
  | { readonly kind: 'open'; readonly open: OpenAccount }

export const createSession = (deps: SessionDeps): Session => {
  const { ports } = deps
  let inner: Inner = { kind: 'starting' }

  const become = (next: Inner): void => {
    inner = next
    deps.onChange('everything')
  }
  const credentialFor = async (passphrase: string | null): Promise<Result<VaultCredential, CoreError>> => {
    if (passphrase !== null) {
      if (passphrase.trim() === '')
        return err({ type: 'invalid-input', field: 'passphrase', reason: 'empty' })
      return ok({ type: 'passphrase', passphrase })
    }
    const key = await ports.browserKey.loadOrCreate()
    return key.ok ? ok({ type: 'this-browser', key: key.value }) : err(storageFailure(key.error))
  }
  const enter = (open: OpenAccount): void => {
    // A device's upkeep follows its chain: secrets to fetch or renew, a prekey that is due. One at a time.
    const inTurn = createSerial()
    const keepUpSoon = (): void => {
      inTurn(() => keepUp(open, ports)).catch((error: unknown) => {
        // It runs again at the next change of the chain and at the next start.
        ports.log({ event: 'upkeep-failed', detail: error instanceof Error ? error.message : 'unknown' })
      })
    }
    open.store.onAccountChange(() => {
      deps.onChange('everything')
      keepUpSoon()
    })
    const documentsChanged = (): void => deps.onChange('documents')
    open.engine.onStatus(documentsChanged)
    open.blobs.onStatus(documentsChanged)
    open.intake.onChange(documentsChanged)
    open.people.onChange(() => deps.onChange('people'))
    open.chat.onChange(() => deps.onChange('talk'))
    open.audiences.onChange(documentsChanged)
    open.journal.onChange(() => deps.onChange('network'))
    open.discovery.onChange(() => deps.onChange('network'))
    const watch = ({ genesis, onChange }: Replica): void => {
      // A profile may bring a name to anything.
      if (genesis.kind === 'profile') onChange(() => deps.onChange('everything'))
      else if (!spokenFor.has(genesis.kind)) onChange(documentsChanged)
    }
    open.store.onOpened(watch)
    for (const replica of open.store.opened()) watch(replica)
    become({ kind: 'open', open })
    deps.onOpen(open)
    keepUpSoon()
    void open.trackHeld()
  }
  const readVault = async (passphrase: string | null): Promise<Result<OpenVault, CoreError>> => {
    const stored = await loadVault(ports.values)
    if (!stored.ok) return err(storageFailure(stored.error))
    if (stored.value === null) return err({ type: 'no-account' })
    const credential = await credentialFor(passphrase)
    if (!credential.ok) return credential
    const opened = await openVault(stored.value, credential.value, ports.random)
    if (opened.ok) return opened
    if (opened.error.type === 'wrong-passphrase') return err({ type: 'wrong-passphrase' })
    return err({ type: 'storage', problem: opened.error.type })
  }
  const unlock = async (passphrase: string | null): Outcome => {
    if (inner.kind === 'open') return ok(null)
    const vault = await readVault(passphrase)
    if (!vault.ok) return vault
    const { contents, sealer } = vault.value
    const signer = await createSigner(contents.deviceSeed.reveal())
    const opened = await openAccount(contents, signer, sealer, deps)
    if (!opened.ok) return err(openFailure(opened.error))
    await markLocked(ports.values, false)
    enter(opened.value)
    return ok(null)
  }
  const onlyWhenEmpty = async (
    make: (credential: VaultCredential) => Promise<Result<OpenAccount, CoreError>>,
    passphrase: string | null,
  ): Outcome => {
    if (inner.kind === 'broken') return err({ type: 'storage', problem: inner.problem })
    if (inner.kind !== 'empty') return err({ type: 'account-exists' })
    const erased = await eraseDevice(ports)
    if (!erased.ok) return err(storageFailure(erased.error))
    const credential = await credentialFor(passphrase)
    if (!credential.ok) return credential
    const made = await make(credential.value)
    if (!made.ok) return made
    enter(made.value)
    return ok(null)
  }

  return {
    state: () => outerState(inner),
    open: () => (inner.kind === 'open' ? inner.open : null),
    async start() {
      const stopWaiting = ports.clock.after(1_000, () => become({ kind: 'elsewhere' }))
      await ports.lock.acquire('gesso-account')
      stopWaiting()
      const stored = await loadVault(ports.values)
      if (!stored.ok) return become({ kind: 'broken', problem: storageProblemOf(stored.error) })
      if (stored.value === null) return become({ kind: 'empty' })
      const protection = vaultProtection(stored.value)
      if (!protection.ok) return become({ kind: 'broken', problem: protection.error.type })
      const locked: Inner = {
        kind: 'locked',
        card: await loadCard(ports.values),
        protection: protection.value,
      }
      if (protection.value === 'passphrase' || (await isMarkedLocked(ports.values))) return become(locked)
      const opened = await unlock(null)
      if (opened.ok) return
      become(opened.error.type === 'storage' ? { kind: 'broken', problem: opened.error.problem } : locked)
    },
    create: (name, passphrase, deviceName) =>
      onlyWhenEmpty(credential => signUp({ name, credential, deviceName }, deps), passphrase),
    recover: (words, passphrase, deviceName, relay) =>
      onlyWhenEmpty(credential => recoverAccount({ words, credential, deviceName, relay }, deps), passphrase),
    unlock,
    async lock() {
      if (inner.kind !== 'open') return err({ type: 'locked' })
      const { open } = inner
      const marked = await markLocked(ports.values, true)
      if (!marked.ok) return err(storageFailure(marked.error))
      const protection = open.vaultSealer().protection
      become({ kind: 'locked', card: await loadCard(ports.values), protection })
      await open.close()
      return ok(null)
    },
    async changePassphrase(current, next) {
      if (inner.kind !== 'open') return err({ type: 'locked' })
      const { open } = inner
      const proved = await readVault(current)
      if (!proved.ok) return proved
      const credential = await credentialFor(next)
      if (!credential.ok) return credential
      const sealer = await createVaultSealer(credential.value, ports.random, open.vaultSealer().argon2)
      const saved = await open.changeVault(open.vault(), sealer)
      proved.value.sealer.forget()
      deps.onChange('everything')
      return saved.ok ? ok(null) : err(storageFailure(saved.error))
    },
    async removeFromDevice() {
      if (inner.kind === 'open') await inner.open.close()
      const erased = await eraseDevice(ports)
      become(erased.ok ? { kind: 'empty' } : { kind: 'broken', problem: storageProblemOf(erased.error) })
      return erased.ok ? ok(null) : err(storageFailure(erased.error))
    },
  }
}

const outerState = (inner: Inner): SessionState => {
  switch (inner.kind) {
    case 'locked': {
      const { card, protection } = inner
      return {
        kind: 'locked',
        account: card === null ? '' : accountIdToText(card.account),
        name: card?.name ?? '',
        protection,
      }
    }
    case 'open': {
      const { open } = inner
      return {
        kind: 'open',
        account: accountIdToText(open.account),
        protection: open.vaultSealer().protection,
        recovery: open.vault().recoveryEntropy === null ? 'proved' : 'unproved',
        revoked: open.isRevoked(),
      }
    }
    case 'broken':
    case 'starting':
    case 'elsewhere':
    case 'empty':
      return inner
  }
}
