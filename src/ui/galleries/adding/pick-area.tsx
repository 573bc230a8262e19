import { createSignal, onCleanup, onMount } from 'solid-js'
import { Button } from '../../components/index.ts'
import { addPage } from '../../strings/intake.ts'
import styles from './adding.module.css'
import { mayBeImage, type ChosenFile } from './chosen.ts'

interface PickAreaProps {
  /** One line instead of a large area: something is chosen already. */
  readonly compact: boolean
  readonly onFiles: (files: readonly ChosenFile[], passedOver: number) => void
}

/** Picks, catches what is dropped anywhere on the screen, and what is pasted. */
export const PickArea = (props: PickAreaProps) => {
  const [isOver, setOver] = createSignal(false)
  let picker: HTMLInputElement | undefined
  const take = (list: FileList | null | undefined): boolean => {
    const all = [...(list ?? [])]
    const images = all.filter(mayBeImage)
    if (all.length > 0) props.onFiles(images.map(toChosen), all.length - images.length)
    return all.length > 0
  }
  onMount(() => onCleanup(listenForFiles(take, setOver)))
  return (
    <div
      class={styles['pick']}
      data-compact={props.compact ? '' : undefined}
      data-over={isOver() ? '' : undefined}
    >
      <input
        ref={input => (picker = input)}
        hidden
        type="file"
        accept="image/*,.heic,.heif,.avif,.jxl,.tif,.tiff"
        multiple
        onChange={event => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <p class={props.compact ? 'visually-hidden' : 'lead'}>{isOver() ? addPage.dropNow : addPage.drop}</p>
      <Button look={props.compact ? 'plain' : 'primary'} icon="plus" onPress={() => picker?.click()}>
        {props.compact ? addPage.pickMore : addPage.pick}
      </Button>
      <p class={props.compact ? 'visually-hidden' : 'caption'}>{addPage.formats}</p>
    </div>
  )
}

/** A file dropped beside the area would make the browser leave the app, so the whole window takes drops. */
const listenForFiles = (
  take: (list: FileList | null | undefined) => boolean,
  setOver: (over: boolean) => void,
): (() => void) => {
  const listening = new AbortController()
  const on = { signal: listening.signal }
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
  window.addEventListener(
    'dragover',
    event => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    },
    on,
  )
  window.addEventListener('dragleave', event => event.relatedTarget === null && setOver(false), on)
  window.addEventListener(
    'drop',
    event => {
      setOver(false)
      if (!carriesFiles(event)) return
      event.preventDefault()
      take(event.dataTransfer?.files)
    },
    on,
  )
  window.addEventListener('paste', event => take(event.clipboardData?.files) && event.preventDefault(), on)
  return () => listening.abort()
}

const toChosen = (file: File): ChosenFile => ({
  key: crypto.randomUUID(),
  name: file.name === '' ? addPage.unnamed : file.name,
  file,
  sharedAs: null,
  refusal: null,
})
