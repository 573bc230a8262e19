import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { Result } from '../../../../src/base/result.ts'
import type { CoreError } from '../../../../src/core/api.ts'
import { createDraft } from '../../../../src/ui/primitives/create-draft.ts'
import type { KeptText } from '../../../../src/ui/primitives/kept-text.ts'

interface Save {
  readonly text: string
  readonly basedOn: string
  answer(result: Result<unknown, CoreError>): Promise<void>
}

const diskFull: CoreError = { type: 'storage', problem: 'disk-full' }

const keptIn = (held: Map<string, string>): KeptText => ({
  get: key => held.get(key) ?? null,
  set: (key, text) => void held.set(key, text),
  remove: key => void held.delete(key),
})

/** A field over a row, with a core that answers when it is told to. */
const openField = (row: string, held = new Map<string, string>()) =>
  createRoot(dispose => {
    const saves: Save[] = []
    const [value, setRow] = createSignal(row)
    const save = (text: string, basedOn: string): Promise<Result<unknown, CoreError>> => {
      const { promise, resolve } = withResolvers<Result<unknown, CoreError>>()
      const answer = async (result: Result<unknown, CoreError>): Promise<void> => {
        resolve(result)
        await vi.advanceTimersByTimeAsync(0)
      }
      saves.push({ text, basedOn, answer })
      return promise
    }
    const draft = createDraft({ value, save, key: 'alice.bio', kept: keptIn(held) })
    return { draft, saves, setRow, held, dispose }
  })

const withResolvers = <T>() => {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>(done => {
    resolve = done
  })
  return { promise, resolve }
}

const pause = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_000)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('text that saves itself', () => {
  it('shows the row until somebody types, and does not save by itself', async () => {
    const { draft, saves, setRow } = openField('Painter')
    setRow('Painter and printmaker')
    await pause()
    expect(draft.text()).toBe('Painter and printmaker')
    expect(saves).toHaveLength(0)
  })

  it('says saved only after the core has answered', async () => {
    const { draft, saves } = openField('')
    draft.input('Gaffer')
    expect(draft.state()).toBe('editing')
    await pause()
    expect(saves.map(({ text }) => text)).toEqual(['Gaffer'])
    expect(draft.state()).toBe('saving')
    await saves[0]!.answer(ok(null))
    expect(draft.state()).toBe('saved')
  })

  it('saves once after many letters', async () => {
    const { draft, saves } = openField('')
    for (const text of ['G', 'Ga', 'Gaf']) draft.input(text)
    await pause()
    expect(saves.map(({ text }) => text)).toEqual(['Gaf'])
  })

  it('keeps what is being typed when a newer row arrives, and names what it was typed on', async () => {
    const { draft, saves, setRow } = openField('I paint.')
    draft.input('I paint walls.')
    setRow('I paint. And print.')
    expect(draft.text()).toBe('I paint walls.')
    await pause()
    expect(saves[0]).toMatchObject({ text: 'I paint walls.', basedOn: 'I paint.' })
  })

  it('shows the merged row once the field is left', async () => {
    const { draft, saves, setRow } = openField('I paint.')
    draft.input('I paint walls.')
    await pause()
    await saves[0]!.answer(ok(null))
    draft.blur()
    expect(draft.text()).toBe('I paint walls.')
    setRow('I paint walls. And print.')
    expect(draft.text()).toBe('I paint walls. And print.')
  })

  it('never runs two saves at once, and bases the second on the first', async () => {
    const { draft, saves } = openField('')
    draft.input('a')
    await pause()
    draft.input('ab')
    await pause()
    expect(saves).toHaveLength(1)
    await saves[0]!.answer(ok(null))
    expect(saves[1]).toMatchObject({ text: 'ab', basedOn: 'a' })
  })

  it('keeps the text and says why when saving fails, and tries again when asked', async () => {
    const { draft, saves } = openField('')
    draft.input('Grip')
    await pause()
    await saves[0]!.answer(err(diskFull))
    expect(draft.state()).toBe('failed')
    expect(draft.error()).toEqual(diskFull)
    expect(draft.text()).toBe('Grip')
    draft.flush()
    expect(saves[1]).toMatchObject({ text: 'Grip', basedOn: '' })
    await saves[1]!.answer(ok(null))
    expect(draft.state()).toBe('saved')
  })
})

describe('text that outlives the page', () => {
  it('comes back after a reload and is saved on what it was typed on', async () => {
    const { draft, held } = openField('I paint.')
    draft.input('I paint walls.')
    const reloaded = openField('I paint. And print.', held)
    expect(reloaded.draft.text()).toBe('I paint walls.')
    await pause()
    expect(reloaded.saves[0]).toMatchObject({ text: 'I paint walls.', basedOn: 'I paint.' })
  })

  it('does not come back once the core has answered', async () => {
    const { draft, saves, held } = openField('')
    draft.input('Grip')
    await pause()
    await saves[0]!.answer(ok(null))
    expect(held.size).toBe(0)
  })

  it('is not written twice when a reload falls between two saves', async () => {
    const { draft, saves, held } = openField('')
    draft.input('One. ')
    await pause()
    draft.input('One. Two. ')
    await saves[0]!.answer(ok(null))
    const reloaded = openField('One. ', held)
    await pause()
    expect(reloaded.saves[0]).toMatchObject({ text: 'One. Two. ', basedOn: 'One. ' })
  })

  it('is saved at once when the page is hidden or its screen is left', () => {
    const hidden = openField('')
    hidden.draft.input('Runner')
    window.dispatchEvent(new Event('pagehide'))
    expect(hidden.saves.map(({ text }) => text)).toEqual(['Runner'])
    const left = openField('')
    left.draft.input('Editor')
    left.dispose()
    expect(left.saves.map(({ text }) => text)).toEqual(['Editor'])
  })

  it.each(['', 'null', '{}', '["one"]', '[1, 2]', '["a", '])(
    'ignores kept text that is not its own: %s',
    text => {
      const { draft } = openField('Row', new Map([['gesso.draft.alice.bio', text]]))
      expect(draft.text()).toBe('Row')
      expect(draft.state()).toBe('idle')
    },
  )
})
