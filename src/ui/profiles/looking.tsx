import { Show } from 'solid-js'
import { PageHeading } from '../components/index.ts'
import { createAfter } from '../primitives/index.ts'

/** Waiting says nothing for two seconds but what is awaited, and then why it takes so long. */
export const Looking = (props: {
  readonly title: string
  readonly words: string
  readonly longWords: string
}) => {
  const isLong = createAfter(2_000)
  return (
    <div class="page page-narrow">
      <PageHeading title={props.title} step="looking">
        {props.title}
      </PageHeading>
      <p class="lead" role="status">
        <Show when={isLong()} fallback={props.words}>
          {props.longWords}
        </Show>
      </p>
    </div>
  )
}
