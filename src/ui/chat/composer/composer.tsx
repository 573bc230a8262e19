import { createEffect, createSignal, createUniqueId, lazy, on, onMount, Show, Suspense } from 'solid-js'
import type { ConversationRow } from '../../../core/api.ts'
import { ErrorWords, Icon, IconButton } from '../../components/index.ts'
import { keepCaret } from '../../components/keep-caret.ts'
import { composerWords } from '../../strings/chat-writing.ts'
import { AttachMenu } from './attach-menu.tsx'
import styles from './composer.module.css'
import type { Composer as Writing } from './create-composer.ts'
import { IntentBar } from './intent-bar.tsx'
import { directionOf, isSendKey, leftToTell, maySend, overLimit } from './writing-rules.ts'

const ImageDialog = lazy(async () => ({ default: (await import('./image-dialog.tsx')).ImageDialog }))
const WorkPicker = lazy(async () => ({ default: (await import('./work-picker.tsx')).WorkPicker }))

interface ComposerProps {
  readonly conversation: ConversationRow
  readonly writing: Writing
  readonly onSent: () => void
}

/** Where one writes. */
export const Composer = (props: ComposerProps) => {
  const [image, setImage] = createSignal<File | null>(null)
  const [attaching, setAttaching] = createSignal<'menu' | 'work' | null>(null)
  const sent = (): void => {
    props.writing.answered()
    props.onSent()
  }
  const answers = (): string | null => {
    const now = props.writing.intent()
    return now.kind === 'reply' ? now.message : null
  }
  const isEditing = (): boolean => props.writing.intent().kind === 'edit'
  return (
    <div>
      <form
        class={styles['composer']}
        onSubmit={event => {
          event.preventDefault()
          props.writing.send()
          props.writing.focus()
        }}
      >
        <IntentBar intent={props.writing.intent()} onStop={() => props.writing.stop()} />
        <ErrorWords error={props.writing.error()} />
        <div class={styles['line']}>
          <Show when={!isEditing()}>
            <IconButton icon="plus" label={composerWords.attach} onPress={() => setAttaching('menu')} />
          </Show>
          <TextBox {...props} onImage={setImage} />
          <button
            type="submit"
            class={styles['send']}
            aria-label={isEditing() ? composerWords.save : composerWords.send}
            title={isEditing() ? composerWords.save : composerWords.send}
            aria-disabled={maySend(props.writing.text()) && !props.writing.isSending() ? undefined : 'true'}
          >
            <Icon name="sending" />
          </button>
        </div>
      </form>
      <AttachMenu
        open={attaching() === 'menu'}
        onClose={() => setAttaching(now => (now === 'menu' ? null : now))}
        onImage={file => {
          setAttaching(null)
          setImage(file)
        }}
        onWork={() => setAttaching('work')}
      />
      <Suspense>
        <Show when={image()}>
          {file => (
            <ImageDialog
              conversation={props.conversation.id}
              file={file()}
              replyTo={answers()}
              onSent={sent}
              onClose={() => setImage(null)}
            />
          )}
        </Show>
        <Show when={attaching() === 'work'}>
          <WorkPicker
            conversation={props.conversation}
            onSent={props.onSent}
            onClose={() => setAttaching(null)}
          />
        </Show>
      </Suspense>
    </div>
  )
}

const TextBox = (props: ComposerProps & { readonly onImage: (file: File) => void }) => {
  const id = createUniqueId()
  let area: HTMLTextAreaElement | undefined
  const text = (): string => props.writing.text()
  const over = (): number => overLimit(text())
  const pasted = (event: ClipboardEvent): void => {
    const file = [...(event.clipboardData?.files ?? [])].find(one => one.type.startsWith('image/'))
    if (file === undefined || props.writing.intent().kind === 'edit') return
    event.preventDefault()
    props.onImage(file)
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && props.writing.intent().kind !== 'message') {
      event.preventDefault()
      return props.writing.stop()
    }
    const isSend = isSendKey({
      key: event.key,
      shift: event.shiftKey,
      modified: event.ctrlKey || event.metaKey,
      isComposing: event.isComposing,
      isTouch: isTouch(),
    })
    if (!isSend) return
    event.preventDefault()
    props.writing.send()
  }
  createEffect(
    on(
      () => props.writing.focusWish(),
      () => area?.focus(),
      { defer: true },
    ),
  )
  onMount(() => {
    if (area !== undefined) growWithText(area, text)
  })
  return (
    <div class={styles['writing']}>
      <label class="visually-hidden" for={id}>
        {composerWords.label(props.conversation.title)}
      </label>
      <textarea
        ref={found => {
          area = found
          keepCaret(found, text)
        }}
        id={id}
        class={`input ${styles['area']}`}
        dir={directionOf(text())}
        rows={1}
        placeholder={composerWords.placeholder}
        enterkeyhint={isTouch() ? 'enter' : 'send'}
        aria-invalid={over() > 0 ? 'true' : undefined}
        aria-describedby={`${id}-limit`}
        onBeforeInput={event => {
          // Before the browser lays it out.
          event.currentTarget.dir = directionOf(text() + (event.data ?? ''))
        }}
        onInput={event => props.writing.input(event.currentTarget.value)}
        onBlur={() => props.writing.blur()}
        onKeyDown={pressed}
        onPaste={pasted}
      />
      <p class={styles['limit']} id={`${id}-limit`} role="status" data-over={over() > 0 ? '' : undefined}>
        {limitWords(text())}
      </p>
      <Show when={props.writing.draftFailed() && over() === 0}>
        <p class={styles['limit']} role="status">
          {composerWords.draftFailed}
        </p>
      </Show>
    </div>
  )
}

const limitWords = (text: string): string => {
  const over = overLimit(text)
  const left = leftToTell(text)
  if (over > 0) return composerWords.tooLong(over)
  return left === null ? '' : composerWords.left(left)
}

/** No mouse and no keyboard at hand: Enter begins a new line there. */
const isTouch = (): boolean => matchMedia('(pointer: coarse) and (hover: none)').matches

const growsByItself = (): boolean => CSS.supports('field-sizing', 'content')

/** Where the browser does not do it. Within what the style sheet allows. */
const growWithText = (area: HTMLTextAreaElement, text: () => string): void => {
  if (growsByItself()) return
  createEffect(() => {
    text()
    area.style.blockSize = 'auto'
    area.style.blockSize = `${area.scrollHeight + 2}px`
  })
}
