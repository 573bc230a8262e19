import { createSignal, For, Show } from 'solid-js'
import type { ImageId, IntakeItem, WorkRow } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { versionsWords } from '../../strings/work-editing.ts'
import { ProblemList } from '../adding/problem-list.tsx'
import { WorkImage } from '../images/work-image.tsx'
import styles from './edit-album.module.css'

/** The image of a work: another one in its place, and the ones it had before. */
export const VersionsEditor = (props: { readonly work: WorkRow }) => {
  const take = createCommand('intake.take')
  const edit = createCommand('works.edit')
  const intake = createRow(() => ({ type: 'intake' }))
  const [items, setItems] = createSignal<readonly string[]>([])
  let picker: HTMLInputElement | undefined
  const isComing = (): boolean =>
    intake()?.items.some(
      item => items().includes(item.id) && (item.state === 'waiting' || item.state === 'preparing'),
    ) === true
  const failed = (): readonly IntakeItem[] =>
    (intake()?.items ?? []).filter(item => items().includes(item.id) && item.state === 'failed')
  const replace = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    const { album, id } = props.work
    const taken = await take.run({ album, name: file.name, source: file, replaces: id })
    if (taken.ok) setItems(now => [...now, taken.value.item])
  }
  const show = (value: ImageId): void => {
    const { album, id } = props.work
    void edit.run({ album, works: [id], edits: [{ field: 'version', value }] })
  }
  return (
    <section class="stack stack-close" aria-label={versionsWords.title}>
      <input
        ref={input => (picker = input)}
        hidden
        type="file"
        accept="image/*"
        onChange={event => {
          void replace(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <div>
        <Button onPress={() => picker?.click()}>{versionsWords.replace}</Button>
      </div>
      <p class="field-hint">{versionsWords.replaceHint}</p>
      <p role="status">{isComing() ? versionsWords.replacing : ''}</p>
      <Show when={failed().length > 0}>
        <ProblemList items={failed()} />
      </Show>
      <ErrorWords error={take.error() ?? edit.error() ?? null} />
      <Show when={props.work.versions.length > 1}>
        <ul class={styles['versions']} aria-label={versionsWords.list}>
          <For each={props.work.versions}>
            {version => (
              <li class={styles['version']}>
                <span class={styles['version-image']}>
                  <WorkImage
                    place={{ account: props.work.account, album: props.work.album, work: props.work.id }}
                    image={version.image}
                    alt=""
                    fit="whole"
                  />
                </span>
                <span class="caption">
                  {versionsWords.version(version.addedAtMs, version.image.width, version.image.height)}
                </span>
                <Show
                  when={!version.isCurrent}
                  fallback={<span class="caption">{versionsWords.current}</span>}
                >
                  <Button look="quiet" onPress={() => show(version.image.id)}>
                    {versionsWords.show}
                    <span class="visually-hidden">: {versionsWords.showOf(version.addedAtMs)}</span>
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
