import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import styles from './adding.module.css'
import { previews } from './previews.ts'

/** The picture of a file, drawn once it comes near the window; its kind where it cannot be drawn. */
export const Preview = (props: { readonly fileKey: string; readonly file: Blob; readonly name: string }) => {
  const [isBlank, setBlank] = createSignal(false)
  let canvas: HTMLCanvasElement | undefined
  const show = async (fileKey: string, file: Blob): Promise<void> => {
    const bitmap = await previews.of(fileKey, file)
    if (bitmap === null || !draw(canvas, bitmap)) setBlank(true)
  }
  onMount(() => {
    const { fileKey, file } = props
    const observer = new IntersectionObserver(
      entries => {
        if (!entries.some(entry => entry.isIntersecting)) return
        observer.disconnect()
        void show(fileKey, file)
      },
      { rootMargin: '50%' },
    )
    if (canvas !== undefined) observer.observe(canvas)
    onCleanup(() => observer.disconnect())
  })
  return (
    <span class={styles['preview']}>
      <canvas ref={found => (canvas = found)} hidden={isBlank()} width={3} height={2} aria-hidden="true" />
      <Show when={isBlank()}>
        <span class={styles['kind']}>{kindOf(props.name)}</span>
      </Show>
    </span>
  )
}

/** False when the picture made room for newer ones in the same moment. */
const draw = (canvas: HTMLCanvasElement | undefined, bitmap: ImageBitmap): boolean => {
  if (canvas === undefined || bitmap.width === 0) return false
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  return true
}

const kindOf = (name: string): string => /\.(\w{1,5})$/u.exec(name)?.[1]?.toUpperCase() ?? '?'
