import { createSignal, For, Show } from 'solid-js'
import { Button, ErrorWords, Field, IconButton } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { tagsWords } from '../../strings/gallery-editing.ts'
import type { WorkAddress } from './create-work-draft.ts'
import styles from './fields.module.css'
import { tagsFrom } from './shared-fields.ts'

/** The tags of one work: Enter or a comma adds what was typed. */
export const TagsEditor = (props: { readonly address: WorkAddress; readonly tags: readonly string[] }) => {
  const edit = createCommand('works.edit')
  const [typed, setTyped] = createSignal('')
  const [said, setSaid] = createSignal('')
  let input: HTMLInputElement | undefined
  const add = async (): Promise<void> => {
    const tags = tagsFrom(typed()).filter(tag => !props.tags.includes(tag))
    setTyped('')
    if (tags.length === 0) return
    const { album, work } = props.address
    const edits = tags.map(value => ({ field: 'tag-added', value }) as const)
    const result = await edit.run({ album, works: [work], edits })
    if (result.ok) setSaid(tags.map(tagsWords.added).join(', '))
    else setTyped(tags.join(', '))
  }
  const remove = async (tag: string): Promise<void> => {
    const { album, work } = props.address
    input?.focus()
    const result = await edit.run({ album, works: [work], edits: [{ field: 'tag-removed', value: tag }] })
    if (result.ok) setSaid(tagsWords.removed(tag))
  }
  const onInput = (text: string): void => {
    setTyped(text)
    if (/[,，、;]/u.test(text)) void add()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    void add()
  }
  return (
    <section class={styles['group']} aria-label={tagsWords.title}>
      <Show when={props.tags.length > 0}>
        <ul class={styles['chips']} aria-label={tagsWords.chosen}>
          <For each={props.tags}>
            {tag => (
              <li class={styles['chip']}>
                <bdi>{tag}</bdi>
                <IconButton icon="close" label={tagsWords.remove(tag)} onPress={() => void remove(tag)} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Field label={tagsWords.label} hint={tagsWords.hint}>
        {wiring => (
          <div class="input-with-end">
            <input
              ref={found => (input = found)}
              class="input"
              id={wiring.id}
              type="text"
              dir="auto"
              autocomplete="off"
              enterkeyhint="done"
              value={typed()}
              aria-describedby={wiring.describedBy()}
              onInput={event => onInput(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onBlur={() => void add()}
            />
            <Button onPress={() => void add()}>{tagsWords.add}</Button>
          </div>
        )}
      </Field>
      <ErrorWords error={edit.error() ?? null} />
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </section>
  )
}
