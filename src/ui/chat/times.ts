/** Days and times as a conversation says them. `nowMs` is passed in, so that every answer is repeatable. Pure. */
import { threadWords } from '../strings/chat.ts'

/** Local calendar days between the two; 0 for the same day, negative for a day to come. */
export const daysBetween = (ms: number, nowMs: number): number =>
  Math.round((startOfDay(nowMs) - startOfDay(ms)) / 86_400_000)

const startOfDay = (ms: number): number => {
  const day = new Date(ms)
  return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())
}

export const timeOfDay = (ms: number): string =>
  new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(ms)

/** Over the first message of a day. */
export const dayName = (ms: number, nowMs: number): string => {
  const days = daysBetween(ms, nowMs)
  if (days === 0) return threadWords.today
  if (days === 1) return threadWords.yesterday
  const isRecent = days > 1 && days < 300
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isRecent ? {} : { year: 'numeric' }),
  }).format(ms)
}

/** As short as it can be told apart: the time today, then the day, then the date. */
export const shortWhen = (ms: number, nowMs: number): string => {
  const days = daysBetween(ms, nowMs)
  if (days === 0) return timeOfDay(ms)
  if (days === 1) return threadWords.yesterday
  if (days > 1 && days < 7) return new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(ms)
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'short' }).format(ms)
}

/** For whoever hears it, and where a message stands alone. */
export const fullWhen = (ms: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' }).format(ms)
