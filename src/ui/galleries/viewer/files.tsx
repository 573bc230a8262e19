import { For, Show } from 'solid-js'
import type { ImageId, Rendition, WorkRow } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { workDetails } from '../../strings/galleries.ts'
import styles from './details.module.css'
import { fileNameOf } from './file-name.ts'
import { saveFile } from './save-file.ts'

/** The renditions of the image that is looked at, each to be kept as a file. */
export const Files = (props: { readonly work: WorkRow; readonly looked: ImageId }) => {
  const renditions = (): readonly Rendition[] =>
    props.work.versions.find(version => version.image.id === props.looked)?.renditions ?? []
  return (
    <section class={styles['part']} aria-label={workDetails.files}>
      <h3>{workDetails.files}</h3>
      <ul class={styles['files']}>
        <For each={renditions()}>
          {rendition => <File work={props.work} looked={props.looked} rendition={rendition} />}
        </For>
      </ul>
    </section>
  )
}

interface FileProps {
  readonly work: WorkRow
  readonly looked: ImageId
  readonly rendition: Rendition
}

const File = (props: FileProps) => {
  const load = createCommand('image.load')
  const sizeName = (): string => workDetails.sizes[props.rendition.size]
  const download = async (): Promise<void> => {
    const { account, album, id: work } = props.work
    const name = props.work.title
    const result = await load.run({ account, album, work, image: props.looked, size: props.rendition.size })
    if (result.ok) saveFile(result.value.bytes, result.value.mime, fileNameOf(name, result.value))
  }
  return (
    <li>
      <div class={styles['file']}>
        <div>
          <p>{sizeName()}</p>
          <p class="caption">
            {workDetails.file(
              props.rendition.width,
              props.rendition.height,
              props.rendition.mime,
              props.rendition.bytes,
            )}
          </p>
        </div>
        <Button look="quiet" busy={load.pending() && workDetails.downloading} onPress={() => void download()}>
          {workDetails.download}
          <span class="visually-hidden"> {sizeName()}</span>
        </Button>
      </div>
      <Show when={load.error()}>{error => <ErrorWords error={error()} />}</Show>
    </li>
  )
}
