import { Icon, IconButton } from '../../components/index.ts'
import { numberOf, viewer } from '../../strings/galleries.ts'
import type { Mat } from './mat.ts'
import styles from './bar.module.css'

interface BarProps {
  readonly index: number
  readonly count: number
  readonly mat: Mat
  readonly isClose: boolean
  readonly hasDetails: boolean
  readonly onClose: () => void
  readonly onGo: (to: 'next' | 'previous') => void
  readonly onMat: () => void
  readonly onZoom: () => void
  readonly onDetails: () => void
}

/** What can be done with a work, above it and out of its way. */
export const Bar = (props: BarProps) => (
  <div class={styles['bar']}>
    <IconButton icon="close" label={viewer.close} onPress={() => props.onClose()} />
    <div class={styles['steps']}>
      <button
        class="icon-button"
        type="button"
        data-step="previous"
        aria-label={viewer.previous}
        disabled={props.index <= 0}
        onClick={() => props.onGo('previous')}
      >
        <Icon name="back" />
      </button>
      <span class={styles['number']} aria-hidden="true">
        {props.index === -1 ? '' : numberOf(props.index + 1, props.count)}
      </span>
      <button
        class="icon-button"
        type="button"
        data-step="next"
        aria-label={viewer.next}
        disabled={props.index >= props.count - 1}
        onClick={() => props.onGo('next')}
      >
        <Icon name="forward" />
      </button>
    </div>
    <div class={styles['tools']}>
      <button
        class="icon-button"
        type="button"
        aria-label={`${viewer.mat}: ${viewer.mats[props.mat]}`}
        title={viewer.mat}
        onClick={() => props.onMat()}
      >
        <span class={styles['swatch']} data-mat={props.mat} aria-hidden="true" />
      </button>
      <button
        class={`icon-button ${styles['zoom']}`}
        type="button"
        aria-label={props.isClose ? viewer.zoomOut : viewer.zoomIn}
        title={props.isClose ? viewer.zoomOut : viewer.zoomIn}
        onClick={() => props.onZoom()}
      >
        <Icon name={props.isClose ? 'zoom-out' : 'zoom-in'} />
      </button>
      <button
        class="icon-button"
        type="button"
        aria-label={viewer.details}
        title={viewer.details}
        aria-expanded={props.hasDetails}
        onClick={() => props.onDetails()}
      >
        <Icon name="info" />
      </button>
    </div>
  </div>
)
