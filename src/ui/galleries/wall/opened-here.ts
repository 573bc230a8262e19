/** Whether a work was opened from a place in the app, so that closing it goes back there. */

const state = { opened: true } as const

/** For the `state` of a link to a work. */
export const openedHere = JSON.stringify(state)

/** The same, for going from work to work. */
export const openedState = state

export const wasOpenedHere = (found: unknown): boolean =>
  typeof found === 'object' && found !== null && 'opened' in found && found.opened === true
