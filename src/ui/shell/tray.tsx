import { A, useLocation } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import type { IntakeRow } from '../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../components/index.ts'
import { taking } from '../galleries/adding/create-taking.ts'
import { spokenCount } from '../galleries/adding/spoken-count.ts'
import { addPath } from '../galleries/albums/own-paths.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { preparingWords } from '../strings/intake.ts'
import { trayWords } from '../strings/shell.ts'
import { trayProgress, trayState, type TrayState } from './tray-state.ts'
import './tray.css'
import { UndoToast } from './undo-toast.tsx'

/** What goes on for long and what was just done, above the places of every screen. */
export const Tray = () => {
  createLeavingGuard(() => taking.chosen().phase === 'taking')
  const intake = createRow(() => ({ type: 'intake' }))
  const place = useLocation()
  const state = createMemo(() => trayState(intake(), taking.chosen()))
  /** The adding itself shows all of this larger. */
  const isShown = (): boolean => state().kind !== 'nothing' && place.pathname !== addPath()
  return (
    <div class="tray">
      <UndoToast />
      <Show when={isShown()}>
        <section class="tray-card tray-job" aria-label={trayWords.label}>
          <p class="tray-words">{wordsOf(state())}</p>
          <p class="visually-hidden" role="status">
            {spokenOf(state())}
          </p>
          <Progress value={trayProgress(state())} />
          <div class="row">
            <Show when={intake()}>{row => <IntakeActions row={row()} />}</Show>
            <A class="button" data-look="quiet" href={addPath()}>
              {trayWords.open}
            </A>
          </div>
        </section>
      </Show>
    </div>
  )
}

/** Files that are on their way to the disk are lost with the window, so the browser asks first. */
const createLeavingGuard = (isNeeded: () => boolean): void => {
  createEffect(() => {
    if (!isNeeded()) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    onCleanup(() => window.removeEventListener('beforeunload', ask))
  })
}

const wordsOf = (state: TrayState): string => {
  switch (state.kind) {
    case 'nothing':
      return ''
    case 'keeping':
      return trayWords.keeping(state.done, state.total)
    case 'preparing':
      return trayWords.preparing(state.done, state.total)
    case 'paused':
      return trayWords.paused(state.left)
    case 'asleep':
      return trayWords.asleep(state.left)
    case 'problems':
      return trayWords.problems(state.count)
  }
}

/** Counts are said at every quarter only. */
const spokenOf = (state: TrayState): string => {
  if (state.kind !== 'keeping' && state.kind !== 'preparing') return wordsOf(state)
  const done = spokenCount(state.done, state.total)
  return done === null ? '' : wordsOf({ ...state, done })
}

/** Drawn only: the count beside it says the same in words. */
export const Progress = (props: { readonly value: number | null }) => (
  <Show when={props.value !== null}>
    <div class="tray-progress" aria-hidden="true">
      <div style={{ transform: `scaleX(${props.value ?? 0})` }} />
    </div>
  </Show>
)

/** Pause, go on, stop: wherever the queue is shown, in a row. */
export const IntakeActions = (props: { readonly row: IntakeRow }) => {
  const pause = createCommand('intake.pause')
  const resume = createCommand('intake.resume')
  const left = (): number => props.row.total - props.row.done - props.row.failed
  return (
    <Show when={left() > 0}>
      <Switch>
        <Match when={props.row.state === 'paused'}>
          <Button look="primary" onPress={() => void resume.run({})}>
            {preparingWords.resume}
          </Button>
        </Match>
        <Match when={props.row.state === 'working'}>
          <Button onPress={() => void pause.run({})}>{preparingWords.pause}</Button>
        </Match>
      </Switch>
      <StopButton done={props.row.done} left={left()} />
      <ErrorWords error={pause.error() ?? resume.error() ?? null} />
    </Show>
  )
}

const StopButton = (props: { readonly done: number; readonly left: number }) => {
  const stop = createCommand('intake.stop')
  const [asking, setAsking] = createSignal(false)
  const confirm = async (): Promise<void> => {
    if ((await stop.run({})).ok) setAsking(false)
  }
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {trayWords.stop}
      </Button>
      <Dialog open={asking()} title={trayWords.stopTitle} onClose={() => setAsking(false)}>
        <p>{trayWords.stopMeaning(props.done, props.left)}</p>
        <ErrorWords error={stop.error() ?? null} />
        <div class="row">
          <Button onPress={() => setAsking(false)}>{trayWords.goOn}</Button>
          <Button look="danger" onPress={() => void confirm()}>
            {trayWords.stopConfirm}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
