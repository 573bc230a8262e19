import { useLocation } from '@solidjs/router'
import { createEffect, createSignal, on, onMount, Show } from 'solid-js'
import type { JSX } from 'solid-js'
import type { StorageProblem } from '../../core/api.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorWords } from '../components/error-words.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { createAfter } from '../primitives/create-after.ts'
import { createCommand } from '../primitives/create-command.ts'
import { storageWords } from '../strings/errors.ts'
import { shellStrings } from '../strings/shell.ts'
import { Alone } from './alone.tsx'

const reload = (): void => location.reload()

/** Nothing for two seconds, then the reason. */
export const SlowWords = (props: { readonly words: string }) => {
  const isSlow = createAfter(2000)
  return (
    <p class="slow-words" role="status">
      <Show when={isSlow()}>{props.words}</Show>
    </p>
  )
}

export const Starting = () => (
  <Alone>
    <h1 class="visually-hidden">{shellStrings.starting}</h1>
    <SlowWords words={shellStrings.startingSlow} />
  </Alone>
)

interface SayingProps {
  readonly title: string
  readonly step: string
  readonly what: string
  readonly next?: string
  readonly children?: JSX.Element
}

/** One heading, one or two sentences, and what can be done. */
const Saying = (props: SayingProps) => (
  <div class="stack measure">
    <PageHeading title={props.title} step={props.step}>
      {props.title}
    </PageHeading>
    <p class="lead">{props.what}</p>
    <Show when={props.next}>
      <p>{props.next}</p>
    </Show>
    <div class="row">{props.children}</div>
  </div>
)

/** Before anything else is started, so it stands without the router and the core. */
export const Insecure = () => (
  <Alone>
    <div class="stack measure">
      <h1>{shellStrings.insecureTitle}</h1>
      <p class="lead">{shellStrings.insecure}</p>
      <p>{shellStrings.insecureNext}</p>
    </div>
  </Alone>
)

export const Elsewhere = () => (
  <Alone>
    <Saying title={shellStrings.elsewhereTitle} step="elsewhere" what={shellStrings.elsewhere} />
  </Alone>
)

/** The core has died; only a reload starts another. */
export const Stopped = () => (
  <Alone>
    <Saying title={shellStrings.stoppedTitle} step="stopped" what={shellStrings.stopped}>
      <Button look="primary" onPress={reload}>
        {shellStrings.reload}
      </Button>
    </Saying>
  </Alone>
)

export const Broken = (props: { readonly problem: StorageProblem }) => {
  const remove = createCommand('account.remove-from-device')
  const [asking, setAsking] = createSignal(false)
  const words = () => storageWords(props.problem)
  return (
    <Alone>
      <Saying title={shellStrings.brokenTitle} step="broken" what={words().what} next={words().next}>
        <Button look="primary" onPress={reload}>
          {shellStrings.reload}
        </Button>
        <Show when={props.problem === 'vault-corrupt'}>
          <Button onPress={() => setAsking(true)}>{shellStrings.bringBack}</Button>
        </Show>
      </Saying>
      <Dialog open={asking()} title={shellStrings.bringBackTitle} onClose={() => setAsking(false)}>
        <p>{shellStrings.bringBackMeaning}</p>
        <ErrorWords error={remove.error() ?? null} />
        <div class="row">
          <Button onPress={() => setAsking(false)}>{shellStrings.cancel}</Button>
          <Button
            look="danger"
            busy={remove.pending() && shellStrings.removing}
            onPress={() => void remove.run({})}
          >
            {shellStrings.bringBackConfirm}
          </Button>
        </div>
      </Dialog>
    </Alone>
  )
}

interface CrashedProps {
  readonly error: unknown
  readonly again?: () => void
  /** Not inside the frame. Read once. */
  readonly alone?: boolean
}

/** A screen that threw. Leaving for another place, or trying again, draws anew. */
export const Crashed = (props: CrashedProps) => {
  const place = useLocation()
  onMount(() => console.error('gesso: a screen could not be shown', props.error))
  createEffect(
    on(
      () => place.pathname,
      () => props.again?.(),
      { defer: true },
    ),
  )
  const saying = (
    <Saying title={shellStrings.crashedTitle} step="crashed" what={shellStrings.crashed}>
      <Show when={props.again}>
        {again => <Button onPress={() => again()()}>{shellStrings.tryAgain}</Button>}
      </Show>
      <Button look="primary" onPress={reload}>
        {shellStrings.reload}
      </Button>
    </Saying>
  )
  return (
    <Show when={props.alone} fallback={<div class="page">{saying}</div>}>
      <Alone>{saying}</Alone>
    </Show>
  )
}
