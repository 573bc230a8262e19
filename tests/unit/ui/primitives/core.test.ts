import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { CommandResult, CommandType, CoreApi, ProfileState, SyncRow } from '../../../../src/core/api.ts'
import { CoreContext } from '../../../../src/ui/primitives/core-context.ts'
import { createCommand } from '../../../../src/ui/primitives/create-command.ts'
import { createRow } from '../../../../src/ui/primitives/create-row.ts'

interface Watcher {
  readonly query: { readonly type: string; readonly account?: string }
  push(row: unknown): void
}

/** A core that notes what is asked of it and answers when told to. */
const createListener = () => {
  const watchers = new Set<Watcher>()
  const answers: ((result: CommandResult<CommandType>) => void)[] = []
  const commands: unknown[] = []
  const core: CoreApi = {
    run: command =>
      new Promise(resolve => {
        commands.push(command)
        answers.push(result => resolve(result as never))
      }),
    watch: (query, onRow) => {
      const watcher: Watcher = { query, push: row => onRow(row as never) }
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
  return { core, watchers, answers, commands, only: () => [...watchers][0]! }
}

/** Runs `use` under the core, as a component would. */
const within = <T>(core: CoreApi, use: () => T): { readonly value: T; readonly dispose: () => void } =>
  createRoot(dispose => {
    let value: T | undefined
    const tree = CoreContext.Provider({
      value: core,
      get children() {
        value = use()
        return null
      },
    })
    if (typeof tree === 'function') (tree as () => unknown)()
    return { value: value as T, dispose }
  })

const syncRow: SyncRow = {
  state: 'sending',
  waiting: 2,
  sent: 0,
  relay: null,
  problem: null,
  lastAcknowledgedMs: null,
  queue: [],
  images: { waiting: 0, sent: 0, bytesWaiting: 0 },
}

describe('a live row', () => {
  it('is undefined until the first row comes, then follows', () => {
    const { core, only } = createListener()
    const { value: row } = within(core, () => createRow(() => ({ type: 'sync' })))
    expect(row()).toBeUndefined()
    only().push(structuredClone(syncRow))
    expect(row()?.waiting).toBe(2)
    only().push({ ...syncRow, waiting: 1 })
    expect(row()?.waiting).toBe(1)
  })

  it('stops asking when its screen goes', () => {
    const { core, watchers } = createListener()
    const { dispose } = within(core, () => createRow(() => ({ type: 'sync' })))
    expect(watchers.size).toBe(1)
    dispose()
    expect(watchers.size).toBe(0)
  })

  it('asks anew for another question, and shows nothing of the old one', () => {
    const { core, watchers, only } = createListener()
    const [account, setAccount] = createSignal('alice')
    const { value: row } = within(core, () => createRow(() => ({ type: 'profile', account: account() })))
    only().push({ kind: 'looking' } satisfies ProfileState)
    setAccount('bob')
    expect(row()).toBeUndefined()
    expect([...watchers].map(({ query }) => query.account)).toEqual(['bob'])
  })

  it('keeps nothing of an older kind of row', () => {
    const { core, only } = createListener()
    const { value: row } = within(core, () => createRow(() => ({ type: 'profile', account: 'alice' })))
    only().push({ kind: 'not-held', reason: 'offline' } satisfies ProfileState)
    only().push({ kind: 'looking' } satisfies ProfileState)
    expect({ ...row() }).toEqual({ kind: 'looking' })
  })
})

describe('a command', () => {
  it('is pending until the core answers', async () => {
    const { core, answers, commands } = createListener()
    const { value: lock } = within(core, () => createCommand('account.lock'))
    const answered = lock.run({})
    expect(commands).toEqual([{ type: 'account.lock' }])
    expect(lock.pending()).toBe(true)
    answers[0]!(ok(null))
    expect(await answered).toEqual(ok(null))
    expect(lock.pending()).toBe(false)
  })

  it('remembers its error until it runs again', async () => {
    const { core, answers } = createListener()
    const { value: unlock } = within(core, () => createCommand('account.unlock'))
    const first = unlock.run({ passphrase: 'wrong' })
    answers[0]!(err({ type: 'wrong-passphrase' }))
    await first
    expect(unlock.error()).toEqual({ type: 'wrong-passphrase' })
    const second = unlock.run({ passphrase: 'right' })
    expect(unlock.error()).toBeUndefined()
    answers[1]!(ok(null))
    await second
    expect(unlock.error()).toBeUndefined()
  })

  it('does not show an older run’s error over a newer one', async () => {
    const { core, answers } = createListener()
    const { value: unlock } = within(core, () => createCommand('account.unlock'))
    const first = unlock.run({ passphrase: 'wrong' })
    const second = unlock.run({ passphrase: 'right' })
    answers[1]!(ok(null))
    await second
    answers[0]!(err({ type: 'wrong-passphrase' }))
    await first
    expect(unlock.error()).toBeUndefined()
  })

  it('needs a core above it', () => {
    expect(() => createRoot(() => createCommand('account.lock'))).toThrow('CoreContext.Provider')
  })
})
