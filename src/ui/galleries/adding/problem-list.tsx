import { createUniqueId, For, Show } from 'solid-js'
import type { IntakeItem } from '../../../core/api.ts'
import { Button, ErrorWords, Icon } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { problemList, problemWords } from '../../strings/intake.ts'
import styles from './adding.module.css'

/** Images that were not added: each with its reason, the next step, and a way to let it go. */
export const ProblemList = (props: { readonly items: readonly IntakeItem[] }) => {
  const retry = createCommand('intake.retry')
  const dismiss = createCommand('intake.dismiss')
  const titleId = createUniqueId()
  return (
    <section class="stack" aria-labelledby={titleId}>
      <h2 id={titleId}>{problemList.title(props.items.length)}</h2>
      <ul class={styles['problems']}>
        <For each={props.items}>
          {item => (
            <li class={styles['problem']}>
              <Icon name="alert" />
              <div>
                <bdi class={styles['file-name']}>{item.name}</bdi>
                <p>{wordsFor(item).what}</p>
                <p class="caption">{wordsFor(item).next}</p>
              </div>
              <div class="row">
                <Show when={wordsFor(item).again}>
                  {again => (
                    <Button onPress={() => void retry.run({ items: [item.id] })}>
                      {again()}
                      <span class="visually-hidden">: {item.name}</span>
                    </Button>
                  )}
                </Show>
                <Button look="quiet" onPress={() => void dismiss.run({ items: [item.id] })}>
                  {problemList.letGo}
                  <span class="visually-hidden">: {item.name}</span>
                </Button>
              </div>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.items.length > 1}>
        <div>
          <Button look="quiet" onPress={() => void dismiss.run({ items: props.items.map(({ id }) => id) })}>
            {problemList.letGoAll}
          </Button>
        </div>
      </Show>
      <ErrorWords error={retry.error() ?? dismiss.error() ?? null} />
    </section>
  )
}

const wordsFor = (item: IntakeItem) => problemWords[item.problem ?? 'failed']
