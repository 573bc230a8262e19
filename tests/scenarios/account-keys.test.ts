import { describe, expect, test } from 'vitest'
import { type CoreDriver, startCore } from '../support/core-driver.ts'

const create = { type: 'account.create', name: 'Alice', passphrase: null, deviceName: 'Laptop' } as const
const restart = (core: CoreDriver): Promise<CoreDriver> =>
  startCore({ ...core.ports, lock: { acquire: async () => () => undefined } })
const kindOf = async (core: CoreDriver): Promise<string> =>
  (await core.until({ type: 'session' }, row => row.kind !== 'starting')).kind

describe('recovery words', () => {
  test('are shown when asked, proved by three of them, and then gone from this device for good', async () => {
    const core = await startCore()
    await core.do(create)
    const { words } = await core.do({ type: 'recovery.show' })
    expect(words).toHaveLength(12)
    await core.do({ type: 'recovery.check', words: `  ${words.join('\u00a0\n').toUpperCase()}\u200b ` })
    const { positions } = await core.do({ type: 'recovery.challenge' })
    expect(new Set(positions).size).toBe(3)
    const right = positions.map(position => ({ position, word: words[position - 1] ?? '' }))
    const wrong = right.map((answer, index) => (index === 1 ? { ...answer, word: 'zebra' } : answer))
    expect(await core.run({ type: 'recovery.prove', answers: wrong })).toEqual({
      ok: false,
      error: { type: 'words-mismatch', positions: [positions[1]] },
    })
    await core.do({ type: 'recovery.prove', answers: right })
    expect(await core.run({ type: 'recovery.show' })).toEqual({ ok: false, error: { type: 'words-erased' } })
    const again = await restart(core)
    expect(await again.until({ type: 'session' }, row => row.kind === 'open')).toMatchObject({
      recovery: 'proved',
    })
    expect((await again.run({ type: 'recovery.show' })).ok).toBe(false)
  })

  test('that are not words are named by their place', async () => {
    const core = await startCore()
    const { words } = await core.do({ ...create }).then(() => core.do({ type: 'recovery.show' }))
    const typed = words.with(3, 'gessso').with(10, 'kanvas').join(' ')
    expect(await core.run({ type: 'recovery.check', words: typed })).toEqual({
      ok: false,
      error: { type: 'words-unknown', positions: [4, 11] },
    })
    expect(await core.run({ type: 'recovery.check', words: words.slice(1).join(' ') })).toEqual({
      ok: false,
      error: { type: 'words-count', count: 11 },
    })
    expect(await core.run({ type: 'recovery.check', words: 'abandon '.repeat(12) })).toEqual({
      ok: false,
      error: { type: 'words-checksum' },
    })
    expect((await core.do({ type: 'recovery.suggest', prefix: 'abo' })).words).toContain('about')
  })
})

describe('the passphrase', () => {
  test('is set, changed and taken away, each time by whoever knows the one before', async () => {
    const core = await startCore()
    await core.do(create)
    await core.do({ type: 'account.change-passphrase', current: null, next: 'first passphrase' })
    expect(await core.run({ type: 'account.change-passphrase', current: 'a guess', next: 'mine' })).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' },
    })
    await core.do({
      type: 'account.change-passphrase',
      current: 'first passphrase',
      next: 'second passphrase',
    })
    const locked = await restart(core)
    expect(await locked.until({ type: 'session' }, row => row.kind === 'locked')).toMatchObject({
      name: 'Alice',
      protection: 'passphrase',
    })
    expect((await locked.run({ type: 'account.unlock', passphrase: 'first passphrase' })).ok).toBe(false)
    await locked.do({ type: 'account.unlock', passphrase: 'second passphrase' })
    await locked.do({ type: 'account.change-passphrase', current: 'second passphrase', next: null })
    expect(await kindOf(await restart(locked))).toBe('open')
  })

  test('may be missing: then a locked device stays locked over a restart until somebody opens it', async () => {
    const core = await startCore()
    await core.do(create)
    await core.do({ type: 'account.lock' })
    const again = await restart(core)
    expect(await kindOf(again)).toBe('locked')
    await again.do({ type: 'account.unlock', passphrase: null })
    expect(await kindOf(await restart(again))).toBe('open')
  })
})

describe('removing an identity from this device', () => {
  test('says first what would be lost, and leaves nothing', async () => {
    const core = await startCore()
    await core.do(create)
    expect(await core.do({ type: 'account.preview-removal' })).toEqual({
      isLastDevice: true,
      unsentDocuments: 2,
      recoveryProved: false,
    })
    await core.do({ type: 'account.remove-from-device' })
    expect(await kindOf(core)).toBe('empty')
    expect(await core.ports.documents.list()).toEqual({ ok: true, value: [] })
    expect(await core.ports.values.get('vault')).toEqual({ ok: true, value: null })
    expect(await kindOf(await restart(core))).toBe('empty')
    await core.do({ ...create, name: 'Somebody new' })
    expect(await kindOf(core)).toBe('open')
  })

  test('is not possible twice, nor is a second identity beside the first', async () => {
    const core = await startCore()
    await core.do(create)
    expect(await core.run(create)).toEqual({ ok: false, error: { type: 'account-exists' } })
  })
})
