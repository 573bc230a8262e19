import { createSignal, For, Show } from 'solid-js'
import { IconButton } from '../../components/index.ts'
import { addPage, takingWords } from '../../strings/intake.ts'
import styles from './adding.module.css'
import type { ChosenFile, Refusal } from './chosen.ts'
import { Preview } from './preview.tsx'

interface ChosenListProps {
  readonly files: readonly ChosenFile[]
  /** While they are handed over none can be left out. */
  readonly fixed: boolean
  readonly onLeaveOut: (key: string) => void
}

/** What was chosen, to be looked over before it is added. */
export const ChosenList = (props: ChosenListProps) => {
  const [said, setSaid] = createSignal('')
  let list: HTMLUListElement | undefined
  const leaveOut = (file: ChosenFile): void => {
    const at = props.files.indexOf(file)
    props.onLeaveOut(file.key)
    setSaid(addPage.leftOut(file.name))
    const buttons = list?.querySelectorAll<HTMLElement>('button') ?? []
    buttons[Math.min(at, buttons.length - 1)]?.focus()
  }
  return (
    <>
      <ul ref={found => (list = found)} class={styles['grid']} aria-label={addPage.chosenList}>
        <For each={props.files}>
          {file => (
            <li class={styles['tile']}>
              <Preview fileKey={file.key} file={file.file} name={file.name} />
              <span class={styles['tile-words']}>
                <bdi class={styles['file-name']}>{file.name}</bdi>
                <Show when={!props.fixed}>
                  <IconButton
                    icon="close"
                    label={addPage.leaveOut(file.name)}
                    onPress={() => leaveOut(file)}
                  />
                </Show>
              </span>
              <Show when={file.refusal}>
                {refusal => <p class={styles['refusal']}>{refusalWords[refusal()]}</p>}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </>
  )
}

const refusalWords: { readonly [R in Refusal]: string } = {
  empty: takingWords.empty,
  'too-large': takingWords.tooLarge,
  failed: takingWords.gone,
}
