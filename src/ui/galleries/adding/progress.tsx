import { Match, Show, Switch, type JSX } from 'solid-js'
import type { IntakeRow } from '../../../core/api.ts'
import { Button, Notice } from '../../components/index.ts'
import { IntakeActions, Progress } from '../../shell/tray.tsx'
import { coreErrorWords, oneSentence } from '../../strings/errors.ts'
import { preparingWords, takingWords } from '../../strings/intake.ts'
import styles from './adding.module.css'
import { isDiskFull, isOutOfRoom, takingTotal, type Chosen } from './chosen.ts'
import { spokenCount } from './spoken-count.ts'

/** Files on their way from this page to the disk. */
export const TakingProgress = (props: { readonly chosen: Chosen }) => (
  <Counted
    title={takingWords.title}
    words={takingWords.count}
    done={props.chosen.taken}
    total={takingTotal(props.chosen)}
  >
    <p class="caption">{takingWords.stay}</p>
  </Counted>
)

/** Why handing over stopped, how many are safe, and how it goes on. */
export const TakingStopped = (props: {
  readonly chosen: Chosen
  readonly onAgain: () => void
  readonly onLetGo: () => void
}) => {
  const counts = (): readonly [number, number] => [props.chosen.taken, takingTotal(props.chosen)]
  return (
    <Notice
      urgency="alert"
      icon="alert"
      actions={
        <>
          <Button look="primary" onPress={() => props.onAgain()}>
            {takingWords.again}
          </Button>
          <Button look="quiet" onPress={() => props.onLetGo()}>
            {takingWords.letGo(props.chosen.files.length)}
          </Button>
        </>
      }
    >
      <Switch>
        <Match when={isDiskFull(props.chosen.error)}>
          <strong>{takingWords.full(...counts())}</strong> {takingWords.fullNext}
        </Match>
        <Match when={props.chosen.error}>
          {error => (
            <>
              <strong>{takingWords.stopped(...counts())}</strong> {oneSentence(coreErrorWords(error()))}
            </>
          )}
        </Match>
      </Switch>
    </Notice>
  )
}

/** What the core is preparing, also from before a reload. */
export const PreparingProgress = (props: { readonly row: IntakeRow }) => {
  const total = (): number => props.row.total - props.row.failed
  return (
    <Counted title={preparingWords.title} words={preparingWords.count} done={props.row.done} total={total()}>
      <Show when={props.row.state === 'paused'}>
        <p class="caption">{isOutOfRoom(props.row) ? preparingWords.full : preparingWords.paused}</p>
      </Show>
      <Show when={props.row.state === 'asleep'}>
        <p class="caption">{preparingWords.asleep}</p>
      </Show>
      <div class="row">
        <IntakeActions row={props.row} />
      </div>
    </Counted>
  )
}

interface CountedProps {
  readonly title: string
  readonly words: (done: number, total: number) => string
  readonly done: number
  readonly total: number
  readonly children: JSX.Element
}

const Counted = (props: CountedProps) => {
  const spoken = (): number | null => spokenCount(props.done, props.total)
  return (
    <section class={styles['progress']} aria-label={props.title}>
      <div class={styles['progress-head']}>
        <h2>{props.title}</h2>
        <p class={styles['count']}>{props.words(props.done, props.total)}</p>
      </div>
      <p class="visually-hidden" role="status">
        <Show when={spoken() !== null}>
          {props.title} {props.words(spoken() ?? 0, props.total)}
        </Show>
      </p>
      <Progress value={props.done / Math.max(1, props.total)} />
      {props.children}
    </section>
  )
}
