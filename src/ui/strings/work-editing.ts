/** The parts of editing one work: its point of focus, its versions, its credits. */
import { formatDate, formatNumber } from './format.ts'

export const focalWords = {
  title: 'Point of focus',
  hint: 'Where the picture is cut from in a 16:9 grid. Press on the picture, or use the arrow keys.',
  label: 'Point of focus',
  value: (x: number, y: number): string =>
    `${formatNumber(Math.round(x * 100))} % from the left, ${formatNumber(Math.round(y * 100))} % from the top`,
  reset: 'Back to the middle',
} as const

export const versionsWords = {
  title: 'Image',
  replace: 'Replace the image',
  replaceHint: 'Title, description and order stay. The old image stays among the versions.',
  replacing: 'The new image is being prepared. It appears here by itself.',
  list: 'Versions, the newest first',
  version: (addedAtMs: number, width: number, height: number): string =>
    `${formatDate(addedAtMs)}, ${formatNumber(width)} × ${formatNumber(height)}`,
  current: 'Shown now',
  show: 'Show this one',
  showOf: (addedAtMs: number): string => `Show the version of ${formatDate(addedAtMs)}`,
} as const

export const creditsWords = {
  title: 'Credits',
  name: 'Name',
  role: 'What they did',
  add: 'Add a credit',
  remove: (name: string): string => `Remove the credit of ${name === '' ? 'nobody yet' : name}`,
  row: (number: number): string => `Credit ${formatNumber(number)}`,
  waitsForName: 'Saved once it has a name.',
  removed: 'Credit removed',
} as const
