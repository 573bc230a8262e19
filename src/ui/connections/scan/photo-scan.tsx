import { createSignal, onCleanup, Show } from 'solid-js'
import { Button, Notice } from '../../components/index.ts'
import { photoWords } from '../../strings/meeting.ts'
import { makeCodeReader, type CodeReader } from './make-code-reader.ts'
import { readPhoto, type PhotoProblem } from './read-photo.ts'

/** For whoever has a picture of the code, or a camera that only takes pictures. */
export const PhotoScan = (props: { readonly onText: (text: string) => Promise<void> }) => {
  const [reading, setReading] = createSignal(false)
  const [problem, setProblem] = createSignal<PhotoProblem | null>(null)
  let picker: HTMLInputElement | undefined
  let reader: CodeReader | undefined
  onCleanup(() => reader?.close())

  const read = async (file: File): Promise<void> => {
    setProblem(null)
    setReading(true)
    reader ??= makeCodeReader()
    const found = await readPhoto(file, reader)
    if (found.kind === 'text') await props.onText(found.text)
    else setProblem(found.problem)
    setReading(false)
  }
  const choose = (input: HTMLInputElement): void => {
    const file = input.files?.[0]
    if (file !== undefined) void read(file)
    // So that the same file can be chosen once more.
    input.value = ''
  }
  return (
    <div class="stack stack-close">
      <h3>{photoWords.label}</h3>
      <p class="caption">{photoWords.hint}</p>
      <div>
        <input
          ref={input => (picker = input)}
          hidden
          type="file"
          accept="image/*"
          onChange={event => choose(event.currentTarget)}
        />
        <Button icon="image" busy={reading() && photoWords.reading} onPress={() => picker?.click()}>
          {photoWords.choose}
        </Button>
      </div>
      <Show when={problem()}>
        {found => (
          <Notice urgency="alert" icon="alert">
            {photoWords.problems[found()]}
          </Notice>
        )}
      </Show>
    </div>
  )
}
