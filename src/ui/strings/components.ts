/** Words that components need whatever they are used for. */
export const componentWords = {
  optional: 'optional',
  close: 'Close',
  saving: 'Saving…',
  saved: 'Saved on this device',
  notSaved: 'Not saved yet',
  titled: (title: string): string => `${title} · Gesso`,
} as const
