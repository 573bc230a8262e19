import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { PostDraft } from '../../../../src/core/api.ts'
import { createPostDraft } from '../../../../src/ui/network/composer/create-post-draft.ts'
import { emptyDraft } from '../../../../src/ui/network/composer/draft-rules.ts'
import { createToldCore, within } from './rows.ts'

const typed = (text: string) => (draft: PostDraft) => ({ ...draft, text })
const pause = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_000)

const open = (kept: PostDraft | null) => {
  const told = createToldCore()
  const { value: drafting, dispose } = within(told.core, createPostDraft)
  told.push('post-draft', kept)
  const saved = () => told.commands.map(command => (command.type === 'post.draft' ? command.draft : 'other'))
  return { ...told, drafting, dispose, saved }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a post that is being written', () => {
  it('goes on from what is kept, and saves nothing by itself', async () => {
    const { drafting, saved } = open({ ...emptyDraft, text: 'Half a' })
    expect(drafting.draft()?.text).toBe('Half a')
    await pause()
    expect(saved()).toEqual([])
  })

  it('is saved once typing rests, and says so only after the core has', async () => {
    const { drafting, saved, answer } = open(null)
    drafting.change(typed('F'))
    drafting.change(typed('Fog'))
    await pause()
    expect(saved()).toEqual([{ ...emptyDraft, text: 'Fog' }])
    expect(drafting.state()).toBe('saving')
    await answer(0)
    expect(drafting.state()).toBe('saved')
  })

  it('is not replaced by what the core pushes meanwhile', () => {
    const { drafting, push } = open(null)
    drafting.change(typed('Fog'))
    push('post-draft', { ...emptyDraft, text: 'F' })
    expect(drafting.draft()?.text).toBe('Fog')
  })

  it('saves what was typed while the one before was being saved', async () => {
    const { drafting, saved, answer } = open(null)
    drafting.change(typed('One'))
    await pause()
    drafting.change(typed('Two'))
    await pause()
    expect(saved()).toHaveLength(1)
    await answer(0)
    await pause()
    expect(saved().at(-1)).toMatchObject({ text: 'Two' })
  })

  it('is saved when the page is left, and when its screen goes', async () => {
    const { drafting, saved, dispose, answer } = open(null)
    drafting.change(typed('One'))
    window.dispatchEvent(new Event('pagehide'))
    expect(saved()).toHaveLength(1)
    await answer(0)
    drafting.change(typed('Two'))
    dispose()
    expect(saved()).toHaveLength(2)
  })

  it('keeps nothing once all of it was taken out', async () => {
    const { drafting, saved } = open({ ...emptyDraft, text: 'Fog' })
    drafting.change(typed('  '))
    await pause()
    expect(saved()).toEqual([null])
  })

  it('says when it could not be saved', async () => {
    const { drafting, answer } = open(null)
    drafting.change(typed('Fog'))
    await pause()
    await answer(0, err({ type: 'storage', problem: 'disk-full' }))
    expect(drafting.state()).toBe('failed')
  })

  it('is never kept again after it was published', async () => {
    const { drafting, saved, dispose, answer } = open(null)
    drafting.change(typed('Fog'))
    drafting.close()
    await pause()
    dispose()
    await answer(0, ok(null))
    expect(saved()).toEqual([])
  })
})
