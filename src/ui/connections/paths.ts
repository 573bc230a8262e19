/** Where people meet and are listed. */

export const connectPath = '/connect'
export const connectionsPath = '/connections'
/** The list with the blocked people open. */
export const blockedPath = `${connectionsPath}?show=blocked`
