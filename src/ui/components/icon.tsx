import { For } from 'solid-js'
import styles from './icon.module.css'

/** Strokes on a grid of 24, drawn with one pen. */
const strokes = {
  person: ['M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z', 'M4.5 20.5c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5'],
  search: ['M10.5 17.500a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z', 'm15.5 15.5 5 5'],
  settings: ['M4 7h9', 'M17 7h3', 'M15 9.500v-5', 'M4 17h3', 'M11 17h9', 'M9 19.500v-5', 'M4 12h16'],
  check: ['m4.5 12.5 5 5 10-11'],
  device: ['M8 3.500h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1Z', 'M11 17.500h2'],
  relay: [
    'M12 3.500v17',
    'M7 8.500a7 7 0 0 0 0 7',
    'M17 8.500a7 7 0 0 1 0 7',
    'M4 6a11 11 0 0 0 0 12',
    'M20 6a11 11 0 0 1 0 12',
  ],
  waiting: ['M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z', 'M12 7.500v5l3 2'],
  sending: ['M12 20V4.5', 'm5.5 11 6.5-6.5 6.5 6.5'],
  offline: [
    'm4 4 16 16',
    'M9 5.200A9.5 9.5 0 0 1 21.5 9',
    'M2.5 9a13 13 0 0 1 4-2.6',
    'M6 13a9 9 0 0 1 4.5-2.3',
    'M15.5 11.800A9 9 0 0 1 18 13',
    'M11 18.500h2',
  ],
  alert: ['M12 4 2.8 19.500h18.400L12 4Z', 'M12 10v4.5', 'M12 17v.2'],
  info: ['M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z', 'M12 11v5', 'M12 8v.2'],
  close: ['m6 6 12 12', 'M18 6 6 18'],
  next: ['m9.5 5.5 6.5 6.5-6.5 6.5'],
  back: ['m14.5 5.5-6.5 6.5 6.5 6.5'],
  down: ['m5.5 9.5 6.5 6.5 6.5-6.5'],
  up: ['m5.5 14.5 6.5-6.5 6.5 6.5'],
  plus: ['M12 5v14', 'M5 12h14'],
  edit: ['m5 19 .8-4L16 4.800l3.2 3.200L9 18.2 5 19Z', 'm13.5 7.3 3.2 3.2'],
  eye: [
    'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z',
    'M12 14.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  ],
  link: [
    'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1',
    'M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1',
  ],
  copy: ['M9 9h10.500v10.500H9V9Z', 'M15 9V4.500H4.500V15H9'],
  lock: ['M5.5 11h13v9h-13v-9Z', 'M8 11V8a4 4 0 0 1 8 0v3'],
  remove: ['M5 7h14', 'M9.5 7V4.500h5V7', 'm7 7 .8 12.500h8.400L17 7'],
  words: ['M5 6h6', 'M5 12h6', 'M5 18h6', 'M15 6h4', 'M15 12h4', 'M15 18h4'],
} as const

export type IconName = keyof typeof strokes

/** Decoration beside words; whatever it shows is also said in text. */
export const Icon = (props: { readonly name: IconName; readonly size?: 'small' | 'large' }) => (
  <svg class={styles['icon']} data-size={props.size ?? 'small'} viewBox="0 0 24 24" aria-hidden="true">
    <For each={strokes[props.name]}>{stroke => <path d={stroke} />}</For>
  </svg>
)
