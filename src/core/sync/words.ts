import type { Frame } from '../../protocol/relay/frames.ts'

/** What is said to the relay besides documents. */
export type Word = Extract<
  Frame,
  { readonly type: 'intro' | 'intro-verdict' | 'intro-withdrawn' | 'passing' }
>

/** What the relay says besides documents. */
export type HeardWord = Extract<
  Frame,
  { readonly type: 'intro' | 'intro-state' | 'intro-verdict' | 'passing' }
>

export const isHeardWord = (frame: Frame): frame is HeardWord =>
  frame.type === 'intro' ||
  frame.type === 'intro-state' ||
  frame.type === 'intro-verdict' ||
  frame.type === 'passing'
