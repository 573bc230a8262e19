import { Navigate } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { homePath } from '../network/paths.ts'
import { createRow } from '../primitives/create-row.ts'
import { shellStrings } from '../strings/shell.ts'
import { SlowWords } from './states.tsx'

/** Where the app opens: with others as soon as there is somebody or something to see, until then with oneself. */
export const StartPage = () => {
  const people = createRow(() => ({ type: 'people' }))
  const feed = createRow(() => ({ type: 'feed', top: null, count: 1 }))
  const hasPeople = (): boolean => (people()?.connections.length ?? 0) > 0
  const hasPosts = (): boolean => (feed()?.items.length ?? 0) > 0
  return (
    <Switch fallback={<SlowWords words={shellStrings.opening} />}>
      <Match when={hasPeople() || hasPosts()}>
        <Navigate href={homePath} />
      </Match>
      <Match when={people() !== undefined && feed() !== undefined}>
        <Navigate href="/me" />
      </Match>
    </Switch>
  )
}
