/** What the tray has to say, from what the core's queue and this page are doing. Pure. */
import type { IntakeRow } from '../../core/api.ts'
import { takingTotal, type Chosen } from '../galleries/adding/chosen.ts'

export type TrayState =
  | { readonly kind: 'nothing' }
  /** Files still on their way from this page onto the disk. */
  | { readonly kind: 'keeping'; readonly done: number; readonly total: number }
  | { readonly kind: 'preparing'; readonly done: number; readonly total: number }
  | { readonly kind: 'paused' | 'asleep'; readonly left: number }
  | { readonly kind: 'problems'; readonly count: number }

export const trayState = (intake: IntakeRow | undefined, chosen: Chosen): TrayState => {
  if (chosen.phase === 'taking') return { kind: 'keeping', done: chosen.taken, total: takingTotal(chosen) }
  const stuck = chosen.files.filter(one => one.refusal !== null).length
  const stopped = chosen.phase === 'stopped' ? chosen.files.length - stuck : 0
  if (intake === undefined) return { kind: 'nothing' }
  const left = intake.total - intake.done - intake.failed
  if (left > 0 && intake.state === 'working')
    return { kind: 'preparing', done: intake.done, total: intake.total - intake.failed }
  if (left > 0 && (intake.state === 'paused' || intake.state === 'asleep'))
    return { kind: intake.state, left }
  const count = intake.failed + stuck + stopped
  return count > 0 ? { kind: 'problems', count } : { kind: 'nothing' }
}

/** Between 0 and 1, for a bar; null where there is none to draw. */
export const trayProgress = (state: TrayState): number | null =>
  state.kind === 'keeping' || state.kind === 'preparing' ? state.done / Math.max(1, state.total) : null
