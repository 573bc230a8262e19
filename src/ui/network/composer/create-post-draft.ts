import { createEffect, createRenderEffect, createSignal, onCleanup } from 'solid-js'
import type { PostDraft } from '../../../core/api.ts'
import { useCore } from '../../primitives/core-context.ts'
import type { DraftState } from '../../primitives/create-draft.ts'
import { makeHideListener } from '../../primitives/make-hide-listener.ts'
import { emptyDraft, isEmpty } from './draft-rules.ts'

const delayMs = 400

export type PostDrafting = ReturnType<typeof createPostDraft>

/**
 * The post that is being written, as this device keeps it: read once, then saved shortly after each change, and when the
 * page is hidden or left. Undefined until it was read.
 */
export const createPostDraft = () => {
  const core = useCore()
  const [draft, setDraft] = createSignal<PostDraft>()
  const [state, setState] = createSignal<DraftState>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSaving = false
  /** Published or thrown away: nothing of it may be kept again. */
  let isClosed = false

  const save = async (): Promise<void> => {
    clearTimeout(timer)
    const sent = draft()
    if (isSaving || isClosed || sent === undefined || state() !== 'editing') return
    isSaving = true
    setState('saving')
    const kept = isEmpty(sent) ? null : sent
    const result = await core.run<'post.draft'>({ type: 'post.draft', draft: kept })
    isSaving = false
    if (draft() !== sent) {
      setState('editing')
      return save()
    }
    setState(result.ok ? 'saved' : 'failed')
  }
  const change = (how: (draft: PostDraft) => PostDraft): void => {
    const before = draft()
    if (before === undefined) return
    const next = how(before)
    if (next === before) return
    setDraft(next)
    setState('editing')
    clearTimeout(timer)
    timer = setTimeout(() => void save(), delayMs)
  }
  const begin = (kept: PostDraft | null): void => {
    if (draft() === undefined) setDraft(kept ?? emptyDraft)
  }
  createRenderEffect(() => onCleanup(core.watch<'post-draft'>({ type: 'post-draft' }, begin)))
  createEffect(() => onCleanup(makeHideListener(() => void save())))
  onCleanup(() => void save())

  return {
    draft,
    state,
    change,
    flush: save,
    /** The core has taken it away. */
    close: (): void => {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
