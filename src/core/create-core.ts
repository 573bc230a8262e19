/**
 * The composition root: (ports) → the core, as its callers hold it. Commands run in the order they came;
 * each answers when what it promises is on disk.
 */
import { err, ok, type Result } from '../base/result.ts'
import { createVerifier } from '../protocol/crypto/verify.ts'
import { createArtAnswers, createArtCommands, runsBeside } from './art-commands.ts'
import { parseRecoveryWords } from './account/recovery-words.ts'
import { suggestWords } from './account/suggest-words.ts'
import type {
  Command,
  CommandOf,
  CommandResult,
  CommandType,
  CoreApi,
  CoreError,
  QueryOf,
  QueryRows,
  QueryType,
  RemovalPreview,
} from './api.ts'
import { createSerial } from './documents/serial.ts'
import { createLiveQueries } from './live-queries.ts'
import { createNetworkAnswers, createNetworkCommands } from './network-commands.ts'
import { createPeopleAnswers, createPeopleCommands } from './people-commands.ts'
import type { Ports } from './ports.ts'
import { deviceRows, revokeDevice } from './session/devices.ts'
import type { OpenAccount } from './session/open-account.ts'
import { createRecoveryCommands } from './session/recovery-commands.ts'
import { type ChangeScope, createSession } from './session/session.ts'
import { changeSettings, loadSettings } from './settings/settings.ts'
import { syncRowOf } from './sync/sync-row.ts'

/** What each kind of change can have touched. */
const talkTypes: readonly QueryType[] = [
  'conversations',
  'conversation',
  'thread',
  'find-messages',
  'privacy',
]
const documentTypes: readonly QueryType[] = [
  'session',
  'sync',
  'settings',
  'storage',
  'devices',
  'profile',
  'albums',
  'album',
  'work',
  'bin',
  'intake',
  'person',
  'people',
  'discover',
]
const networkTypes: readonly QueryType[] = [
  'feed',
  'post',
  'talk-about',
  'journal',
  'notices',
  'follows',
  'mutes',
  'post-draft',
  'find-people',
  'directory',
  'listing',
]
const touched: Readonly<Record<ChangeScope, readonly QueryType[]>> = {
  everything: [...documentTypes, ...talkTypes, ...networkTypes],
  documents: documentTypes,
  talk: [...talkTypes, 'sync'],
  people: ['person', 'people', ...talkTypes, ...networkTypes],
  network: [...networkTypes, 'discover', 'sync'],
}

export const createCore = async (ports: Ports): Promise<CoreApi> => {
  const verify = await createVerifier()
  const serial = createSerial()
  const recovery = createRecoveryCommands(ports.random)
  let settings = await loadSettings(ports.values, ports.defaultRelay)
  let mostWaiting = 0

  const refresh = (scope: ChangeScope): void => live.refresh(...touched[scope])
  const session = createSession({
    ports,
    verify,
    imageSettings: () => settings,
    onChange: refresh,
    onOpen: open => open.connect(settings.relay),
  })

  const syncRow = (): QueryRows['sync'] => {
    const open = session.open()
    if (open === null) return { ...closedSync, relay: settings.relay }
    const status = open.engine.status()
    const waiting = status.own.filter(({ acknowledged }) => !acknowledged).length
    mostWaiting = waiting === 0 ? 0 : Math.max(mostWaiting, waiting)
    const row = syncRowOf(status, mostWaiting, open.blobs.uploads())
    return open.isRevoked() ? { ...row, state: 'needs-you', problem: 'device-revoked' } : row
  }

  const answers: { readonly [T in QueryType]: (query: QueryOf<T>) => QueryRows[T] | Promise<QueryRows[T]> } =
    {
      session: () => session.state(),
      settings: () => settings,
      sync: syncRow,
      devices: () => {
        const open = session.open()
        return open === null ? [] : deviceRows(open)
      },
      storage: async () => {
        const estimate = await ports.device.estimateStorage()
        const listed = await ports.documents.list()
        const images = (await session.open()?.blobs.stats()) ?? {
          own: 0,
          ownBytes: 0,
          others: 0,
          othersBytes: 0,
        }
        return { ...estimate, documents: listed.ok ? listed.value.length : 0, images }
      },
      profile: query => {
        const open = session.open()
        return open === null ? { kind: 'looking' } : open.profiles.state(query.account)
      },
      ...createArtAnswers(() => session.open()),
      ...createPeopleAnswers(() => session.open()),
      ...createNetworkAnswers(() => session.open()),
    }

  const live = createLiveQueries(
    query => answers[query.type](query),
    detail => ports.log({ event: 'query-failed', detail }),
  )

  const withOpen = async <T>(
    use: (open: OpenAccount) => Promise<Result<T, CoreError>> | Result<T, CoreError>,
  ): Promise<Result<T, CoreError>> => {
    const open = session.open()
    if (open !== null) return use(open)
    return err({ type: session.state().kind === 'locked' ? 'locked' : 'no-account' })
  }

  const withAccountId = async (
    outcome: Promise<Result<null, CoreError>>,
  ): Promise<CommandResult<'account.create'>> => {
    const done = await outcome
    if (!done.ok) return done
    const state = session.state()
    return state.kind === 'open' ? ok({ account: state.account }) : err({ type: 'no-account' })
  }

  const commands: { readonly [T in CommandType]: (command: CommandOf<T>) => Promise<CommandResult<T>> } = {
    'account.create': ({ name, passphrase, deviceName }) =>
      withAccountId(session.create(name, passphrase, deviceName)),
    'account.recover': async ({ words, passphrase, deviceName, relay }) => {
      const recovered = await withAccountId(session.recover(words, passphrase, deviceName, relay))
      if (recovered.ok) await useSettings({ relay })
      return recovered
    },
    'account.lock': () => session.lock(),
    'account.unlock': ({ passphrase }) => session.unlock(passphrase),
    'account.change-passphrase': ({ current, next }) => session.changePassphrase(current, next),
    'account.preview-removal': () => withOpen(open => ok(removalPreview(open))),
    'account.remove-from-device': () => session.removeFromDevice(),
    'recovery.show': () => withOpen(open => recovery.show(open)),
    'recovery.challenge': () => withOpen(open => recovery.challenge(open)),
    'recovery.prove': async ({ answers: given }) => {
      const proved = await withOpen(open => recovery.prove(open, given))
      refresh('everything')
      return proved
    },
    'recovery.check': async ({ words }) => {
      const parsed = parseRecoveryWords(words)
      if (!parsed.ok) return parsed
      parsed.value.entropy.wipe()
      return ok(null)
    },
    'recovery.suggest': async ({ prefix }) => ok({ words: suggestWords(prefix) }),
    'device.revoke': ({ device, words, evenSo }) =>
      withOpen(open => revokeDevice(open, device, { words: words ?? null, evenSo: evenSo === true }, ports)),
    'profile.edit': ({ edit }) => withOpen(open => open.profiles.edit(edit)),
    ...createArtCommands(withOpen),
    ...createPeopleCommands(withOpen),
    ...createNetworkCommands(withOpen),
    'settings.change': ({ change }) => useSettings(change),
    'sync.retry': async () => {
      session.open()?.engine.retry()
      return ok(null)
    },
    'storage.persist': async () => {
      const persisted = await ports.device.persistStorage()
      live.refresh('storage')
      return ok({ persisted })
    },
  }

  const useSettings = async (change: Partial<QueryRows['settings']>): Promise<Result<null, CoreError>> => {
    const changed = await changeSettings(ports.values, settings, change)
    if (!changed.ok) return changed
    const otherRelay = changed.value.relay !== settings.relay
    settings = changed.value
    if (otherRelay) session.open()?.connect(settings.relay)
    live.refresh('settings', 'sync')
    return ok(null)
  }

  const started = session.start()

  return {
    run: <T extends CommandType>(command: CommandOf<T>) => {
      const run = async (): Promise<CommandResult<T>> => {
        await started
        return runSafely(commands, command)
      }
      return runsBeside((command as Command).type) ? run() : serial(run)
    },
    watch: (query, onRow) => live.watch(query, onRow),
  }

  async function runSafely<T extends CommandType>(
    table: { readonly [K in CommandType]: (command: CommandOf<K>) => Promise<CommandResult<K>> },
    command: CommandOf<T>,
  ): Promise<CommandResult<T>> {
    try {
      const type: T = (command as Command).type as T
      return await table[type](command)
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'unknown'
      ports.log({ event: 'command-failed', command: (command as Command).type, detail })
      return err({ type: 'internal', detail })
    }
  }
}

const closedSync: QueryRows['sync'] = {
  state: 'off',
  waiting: 0,
  sent: 0,
  relay: null,
  problem: null,
  lastAcknowledgedMs: null,
  queue: [],
  images: { waiting: 0, sent: 0, bytesWaiting: 0 },
}

const removalPreview = (open: OpenAccount): RemovalPreview => ({
  isLastDevice: deviceRows(open).filter(({ status }) => status === 'active').length <= 1,
  unsentDocuments: open.engine.status().own.filter(({ acknowledged }) => !acknowledged).length,
  recoveryProved: open.vault().recoveryEntropy === null,
})
