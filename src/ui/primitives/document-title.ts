import { shellStrings } from '../strings/shell.ts'

let screen = ''
let unread = 0

const write = (): void => {
  if (screen !== '') document.title = shellStrings.titleOf(screen, unread)
}

/** Names the tab after the screen. */
export const nameTab = (title: string): void => {
  screen = title
  write()
}

/** Puts the number of unread messages before the tab's name, whatever the screen. */
export const countInTab = (count: number): void => {
  unread = count
  write()
}
