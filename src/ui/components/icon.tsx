import './icon.css'

/** Drawn on a 20-unit square with a 1.5-unit line, as one quiet family. */
const paths = {
  me: 'M10 10.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 17c.6-3.2 3.2-4.7 6.5-4.7s5.9 1.5 6.5 4.7',
  discover: 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM13.4 13.4 17 17',
  settings:
    'M3 6h7M14 6h3M3 14h3M10 14h7M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  back: 'M12.5 4 6.5 10l6 6',
  forward: 'M7.5 4l6 6-6 6',
  close: 'M4.5 4.5l11 11M15.5 4.5l-11 11',
  check: 'M4 10.5 8 14.5 16 6',
  waiting: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.8 1.8',
  sending: 'M10 16.5V4M5 9l5-5 5 5',
  offline: 'M3 3l14 14M6.2 7.5A4.5 4.5 0 0 0 6 16h8.2M8.5 5.1A5 5 0 0 1 14.8 9a3.6 3.6 0 0 1 2.3 5.2',
  relay: 'M6 16a4 4 0 0 1-.3-8 5 5 0 0 1 9.4 1.2A3.5 3.5 0 0 1 14.5 16ZM7.5 11.8l1.9 1.9 3.3-3.5',
  device: 'M6 2.5h8v15H6ZM9 15h2',
  alert: 'M10 3 17.5 16.5h-15ZM10 8v4M10 14.2v.1',
  copy: 'M7 7h9.5v9.5H7ZM13 7V3.5H3.5V13H7',
  edit: 'M4 16l.7-3.2L13.5 4l2.5 2.5-8.8 8.8ZM11.5 6l2.5 2.5',
  eye: 'M2 10s2.8-5 8-5 8 5 8 5-2.8 5-8 5-8-5-8-5ZM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  plus: 'M10 4v12M4 10h12',
  up: 'M5 12l5-5 5 5',
  lower: 'M5 8l5 5 5-5',
  lock: 'M5 9h10v8H5ZM7 9V6.5a3 3 0 0 1 6 0V9',
  away: 'M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.2v4.3M10 6.5v.1',
  'zoom-in': 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM13.4 13.4 17 17M9 6.5v5M6.5 9h5',
  'zoom-out': 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM13.4 13.4 17 17M6.5 9h5',
  messages: 'M3.5 4.5h13v9.5H9.5L6 17v-3H3.5Z',
  people:
    'M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.5 16c.4-2.7 2.4-4 5-4s4.6 1.3 5 4M13 4.2a2.8 2.8 0 0 1 0 5.2M14.6 12.3c1.6.5 2.6 1.7 2.9 3.7',
  reply: 'M8 5 3.5 9.5 8 14M3.5 9.5h7.5c3.2 0 5 1.8 5.5 5',
  image: 'M3 4.5h14v11H3ZM3 13l4-4 3.5 3.5L13 10l4 3.5M12.8 7.6v.1',
  delivered: 'M2 10.5 5.5 14 12 6.5M9.5 13.5l.5.5 7.5-8',
  bin: 'M4 6h12M8 6V3.8h4V6M5.5 6l.8 10.7h7.4L14.5 6',
  down: 'M10 4v12M5 11l5 5 5-5',
  scan: 'M3 7V3.5h4M13 3.5h4V7M17 13v3.5h-4M7 16.5H3V13M3.5 10h13',
  verified: 'M10 2.8l6 2.1v4.6c0 3.9-2.5 6.4-6 7.7-3.5-1.3-6-3.8-6-7.7V4.9ZM7.2 9.9l2 2 3.7-4.1',
  block: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM5.2 5.2l9.6 9.6',
  home: 'M3.5 9.5 10 4l6.5 5.5V16.5H12V12H8v4.5H3.5Z',
  globe:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2.3 2 3.3 4.4 3.3 7s-1 5-3.3 7c-2.3-2-3.3-4.4-3.3-7s1-5 3.3-7Z',
  heart: 'M10 16.5S3.5 12.8 3.5 8.2A3.4 3.4 0 0 1 10 6.9a3.4 3.4 0 0 1 6.5 1.3c0 4.6-6.5 8.3-6.5 8.3Z',
  mute: 'M3.5 8v4H6l3.5 3V5L6 8ZM13 8.2l3.6 3.6M16.6 8.2 13 11.8',
  bell: 'M5 14.5V9a5 5 0 0 1 10 0v5.5l1.5 1h-13ZM8.5 17.5h3M10 4V2.5',
  play: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8.4 7.2v5.6l4.4-2.8Z',
} as const

export type IconName = keyof typeof paths

/** Decoration beside words; whoever uses it alone names the button. */
export const Icon = (props: { readonly name: IconName }) => (
  <svg
    class="icon"
    classList={{ 'icon-dots': props.name === 'more', 'icon-directional': isDirectional(props.name) }}
    viewBox="0 0 20 20"
    width="20"
    height="20"
    aria-hidden="true"
  >
    <path d={paths[props.name]} />
  </svg>
)

/** Turned round where people read from right to left. */
const isDirectional = (name: IconName): boolean => name === 'back' || name === 'forward'
