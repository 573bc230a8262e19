import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { WorkRow, WorkTile } from '../../../core/api.ts'
import { personPath } from '../../profiles/person-address.ts'
import { mediumLine, viewer } from '../../strings/galleries.ts'
import styles from './caption.module.css'

/** The label on the wall beside a work. */
export const Caption = (props: { readonly tile: WorkTile; readonly work: WorkRow | undefined }) => (
  <div class={styles['caption']}>
    <p dir="auto">
      <cite>{props.work?.title || props.tile.title || viewer.untitled}</cite>
      <Show when={props.work?.year}>{year => <span>, {year()}</span>}</Show>
    </p>
    <Show when={props.work}>
      {work => (
        <>
          <Show when={mediumLine(work()) !== ''}>
            <p dir="auto">{mediumLine(work())}</p>
          </Show>
          <p>
            <A href={work().isOwn ? '/me' : personPath(work().account)}>
              <bdi>{work().artist}</bdi>
            </A>
          </p>
        </>
      )}
    </Show>
  </div>
)
