import { For, Show } from 'solid-js'
import type { ImageId, WorkRow, WorkVersion } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { workDetails } from '../../strings/galleries.ts'
import { WorkImage } from '../images/work-image.tsx'
import styles from './details.module.css'

interface VersionsProps {
  readonly work: WorkRow
  readonly looked: ImageId
  readonly onLook: (image: ImageId) => void
}

const room = { width: 56, height: 56 } as const

/** Every image that the work has had: anyone may look at them, its owner decides which one hangs. */
export const Versions = (props: VersionsProps) => {
  const edit = createCommand('works.edit')
  const hang = (version: WorkVersion): void =>
    void edit.run({
      album: props.work.album,
      works: [props.work.id],
      edits: [{ field: 'version', value: version.image.id }],
    })
  const isLooked = (version: WorkVersion): boolean => version.image.id === props.looked
  return (
    <section class={styles['part']} aria-label={workDetails.versions}>
      <h3>{workDetails.versions}</h3>
      <ErrorWords error={edit.error() ?? null} />
      <ul class={styles['versions']}>
        <For each={props.work.versions}>
          {version => (
            <li>
              <button
                class={styles['version']}
                type="button"
                aria-pressed={isLooked(version)}
                aria-label={workDetails.lookAt(version.addedAtMs)}
                onClick={() => props.onLook(version.image.id)}
              >
                <span class={styles['versionImage']}>
                  <WorkImage
                    place={{ account: props.work.account, album: props.work.album, work: props.work.id }}
                    image={version.image}
                    alt=""
                    box={room}
                  />
                </span>
                <span>
                  {workDetails.version(version.addedAtMs)}
                  <Show when={version.isCurrent}>
                    <span class="caption">{workDetails.current}</span>
                  </Show>
                </span>
              </button>
              <Show when={props.work.isOwn && !version.isCurrent && isLooked(version)}>
                <Button onPress={() => hang(version)}>{workDetails.hang}</Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
