/** When something was said, in few words. `nowMs` is passed in, so that every answer is repeatable. Pure. */
import { daysBetween } from '../chat/times.ts'
import { formatDate } from '../strings/format.ts'
import { postWords } from '../strings/network.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** What was said in the night is told in hours, although it was yesterday. */
const nightHours = 6

const ago = (count: number, unit: 'minute' | 'hour' | 'day'): string =>
  new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-count, unit)

/** The largest moment that a date can stand for; whatever an author claims beyond it has none. */
const latestMs = 8.64e15
const isMoment = (ms: number): boolean => Number.isFinite(ms) && Math.abs(ms) <= latestMs

export const relativeWhen = (ms: number, nowMs: number): string => {
  if (!isMoment(ms)) return postWords.noTime
  const passedMs = nowMs - ms
  const days = daysBetween(ms, nowMs)
  if (passedMs < minuteMs && days <= 0) return days < 0 ? formatDate(ms) : postWords.now
  if (passedMs < hourMs) return ago(Math.floor(passedMs / minuteMs), 'minute')
  if (days === 0 || passedMs < nightHours * hourMs) return ago(Math.floor(passedMs / hourMs), 'hour')
  return days < 7 ? ago(days, 'day') : formatDate(ms)
}

export const exactWhen = (ms: number): string =>
  isMoment(ms)
    ? new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' }).format(ms)
    : postWords.noTime

/** For `datetime`; undefined for what is no moment. */
export const machineWhen = (ms: number): string | undefined =>
  isMoment(ms) ? new Date(ms).toISOString() : undefined
