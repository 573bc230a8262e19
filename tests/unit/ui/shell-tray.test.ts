import { describe, expect, it } from 'vitest'
import type { IntakeRow } from '../../../src/core/api.ts'
import { nothingChosen, type Chosen, type ChosenFile } from '../../../src/ui/galleries/adding/chosen.ts'
import { rememberAsked, wasAsked } from '../../../src/ui/galleries/adding/asked-to-keep.ts'
import { trayProgress, trayState } from '../../../src/ui/shell/tray-state.ts'

const intake = (part: Partial<IntakeRow>): IntakeRow => ({
  state: 'working',
  items: [],
  total: 40,
  done: 12,
  failed: 0,
  locationsRemoved: 0,
  ...part,
})
const file = (key: string, refusal: ChosenFile['refusal'] = null): ChosenFile => ({
  key,
  name: key,
  file: new Blob(),
  sharedAs: null,
  refusal,
})
const chosen = (part: Partial<Chosen>): Chosen => ({ ...nothingChosen, ...part })

describe('the tray', () => {
  it('says nothing while nothing goes on', () => {
    expect(trayState(undefined, nothingChosen)).toEqual({ kind: 'nothing' })
    expect(trayState(intake({ state: 'idle', total: 0, done: 0 }), nothingChosen)).toEqual({
      kind: 'nothing',
    })
    expect(trayState(intake({ state: 'idle', done: 40 }), nothingChosen)).toEqual({ kind: 'nothing' })
  })

  it('counts what is prepared, leaving out what needs a look', () => {
    const state = trayState(intake({ failed: 2 }), nothingChosen)
    expect(state).toEqual({ kind: 'preparing', done: 12, total: 38 })
    expect(trayProgress(state)).toBeCloseTo(12 / 38)
  })

  it('says first what would be lost by closing the window', () => {
    const state = trayState(
      intake({}),
      chosen({ phase: 'taking', taken: 3, files: [file('a'), file('b', 'empty')] }),
    )
    expect(state).toEqual({ kind: 'keeping', done: 3, total: 4 })
  })

  it.each(['paused', 'asleep'] as const)('says how many are left while it is %s', kind => {
    expect(trayState(intake({ state: kind, failed: 1 }), nothingChosen)).toEqual({ kind, left: 27 })
  })

  it('keeps problems in sight when the rest is done, also those of files that found no room', () => {
    expect(trayState(intake({ state: 'idle', done: 38, failed: 2 }), nothingChosen)).toEqual({
      kind: 'problems',
      count: 2,
    })
    const full = chosen({ phase: 'stopped', taken: 27, files: [file('28'), file('29'), file('30', 'empty')] })
    expect(trayState(intake({ state: 'idle', done: 27, total: 27 }), full)).toEqual({
      kind: 'problems',
      count: 3,
    })
  })
})

describe('asking the browser to keep the works', () => {
  it('happens once', () => {
    const held = new Map<string, string>()
    const shelf = () => ({
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, text: string) => void held.set(key, text),
    })
    expect(wasAsked(shelf)).toBe(false)
    rememberAsked(shelf)
    expect(wasAsked(shelf)).toBe(true)
  })

  it('does not happen where the answer could not be remembered', () => {
    const refuse = (): never => {
      throw new DOMException('no', 'SecurityError')
    }
    expect(wasAsked(refuse)).toBe(true)
    expect(() => rememberAsked(refuse)).not.toThrow()
  })
})
