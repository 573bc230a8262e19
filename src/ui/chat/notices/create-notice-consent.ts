import { createSignal } from 'solid-js'
import { createCommand, createRow } from '../../primitives/index.ts'
import { askForNotices } from '../../settings/notice-permission.ts'

/** `just-…`: answered a moment ago, to be said once. */
export type ConsentState = 'ask' | 'quiet' | 'just-on' | 'just-refused'

const key = 'gesso.notices.asked'

const wasAsked = (): boolean => {
  try {
    return localStorage.getItem(key) !== null
  } catch {
    // Without storage the question could not be laid to rest, so it is not asked.
    return true
  }
}

const remember = (): void => {
  try {
    localStorage.setItem(key, 'yes')
  } catch {
    // Asked again after a reload at worst.
  }
}

/** The browser's permission and this device's switch, asked for together. */
export const createNoticeConsent = () => {
  const privacy = createRow(() => ({ type: 'privacy' }))
  const change = createCommand('privacy.change')
  const [answered, setAnswered] = createSignal<'just-on' | 'just-refused' | 'quiet'>()
  const mayAsk = 'Notification' in window && Notification.permission !== 'denied' && !wasAsked()
  const state = (): ConsentState => answered() ?? (mayAsk && privacy()?.notices === false ? 'ask' : 'quiet')
  const turnOn = async (): Promise<boolean> =>
    (await askForNotices()) === 'granted' && (await change.run({ change: { notices: true } })).ok
  return {
    state,
    yes: async (): Promise<void> => {
      remember()
      setAnswered((await turnOn()) ? 'just-on' : 'just-refused')
    },
    no: (): void => {
      remember()
      setAnswered('quiet')
    },
  }
}
