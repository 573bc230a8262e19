import { createResource, createSignal, For, onCleanup, Show } from 'solid-js'
import { postPictures, type PostDraft } from '../../../core/api.ts'
import { Button, ErrorWords, IconButton, TextField } from '../../components/index.ts'
import { useCore } from '../../primitives/core-context.ts'
import { createCommand } from '../../primitives/index.ts'
import { composerPageWords as words } from '../../strings/network-writing.ts'
import styles from './composer.module.css'
import { movedBy, roomIn, withAlt, withImage } from './draft-rules.ts'
import { OrderButtons } from './order-buttons.tsx'

interface PicturesFieldProps {
  readonly draft: PostDraft
  readonly onChange: (how: (draft: PostDraft) => PostDraft) => void
}

/** Pictures from this device: added, described, put in order, taken out. */
export const PicturesField = (props: PicturesFieldProps) => {
  const attach = createCommand('post.attach')
  const [leftOut, setLeftOut] = createSignal(0)
  const [said, setSaid] = createSignal('')
  let picker: HTMLInputElement | undefined
  let add: HTMLDivElement | undefined

  const take = async (files: readonly File[]): Promise<void> => {
    const { draft, onChange } = props
    const fitting = files.slice(0, roomIn(draft))
    setLeftOut(files.length - fitting.length)
    for (const source of fitting) {
      const result = await attach.run({ source })
      if (!result.ok) return
      onChange(now => withImage(now, result.value.image))
    }
  }
  const move = (at: number, by: 1 | -1): void => {
    const { draft, onChange } = props
    onChange(now => ({ ...now, images: movedBy(now.images, at, by) }))
    setSaid(words.movedTo(at + by + 1, draft.images.length))
  }
  const remove = (id: string): void => {
    props.onChange(now => ({ ...now, images: now.images.filter(image => image.id !== id) }))
    setSaid(words.removed)
    add?.querySelector('button')?.focus()
  }
  return (
    <section class="stack" aria-label={words.pictures}>
      <input
        ref={input => (picker = input)}
        hidden
        multiple
        type="file"
        accept="image/*,.heic,.heif,.avif"
        onChange={event => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          void take(files)
        }}
      />
      <Show when={props.draft.images.length > 0}>
        <ol class={styles['pictures']} aria-label={words.pictures}>
          <For each={props.draft.images.map(image => image.id)}>
            {(id, at) => (
              <li class={styles['picture']}>
                <Preview image={id} />
                <div class={styles['about']}>
                  <TextField
                    label={words.altOf(at() + 1)}
                    hint={words.altHint}
                    value={props.draft.images[at()]?.alt ?? ''}
                    onInput={alt => props.onChange(now => withAlt(now, id, alt))}
                  />
                  <div class="row">
                    <OrderButtons
                      name={words.picture(at() + 1)}
                      at={at()}
                      count={props.draft.images.length}
                      onMove={by => move(at(), by)}
                    />
                    <IconButton
                      icon="bin"
                      label={words.remove(words.picture(at() + 1))}
                      onPress={() => remove(id)}
                    />
                  </div>
                </div>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <div ref={found => (add = found)} class="row">
        <Button
          icon="image"
          disabled={roomIn(props.draft) === 0}
          busy={attach.pending() && words.adding}
          onPress={() => picker?.click()}
        >
          {words.addPictures}
        </Button>
      </div>
      <p class="caption" role="status">
        {leftOut() > 0 ? words.leftOut(leftOut()) : ''}{' '}
        {roomIn(props.draft) === 0 ? words.full(postPictures) : ''}
      </p>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <ErrorWords error={attach.error() ?? null} />
    </section>
  )
}

/** As it came; what the browser cannot show is prepared all the same. */
const Preview = (props: { readonly image: string }) => {
  const core = useCore()
  const [isSeen, setSeen] = createSignal(true)
  const [url] = createResource(
    () => props.image,
    async image => {
      const result = await core.run<'post.attached'>({ type: 'post.attached', image })
      return result.ok ? URL.createObjectURL(result.value.source) : null
    },
  )
  onCleanup(() => {
    const made = url.latest
    if (typeof made === 'string') URL.revokeObjectURL(made)
  })
  return (
    <span class={styles['preview']}>
      <Show when={url.latest !== null} fallback={<span class="caption">{words.pictureGone}</span>}>
        <Show when={isSeen()} fallback={<span class="caption">{words.noPreview}</span>}>
          <Show when={url.latest}>{src => <img src={src()} alt="" onError={() => setSeen(false)} />}</Show>
        </Show>
      </Show>
    </span>
  )
}
