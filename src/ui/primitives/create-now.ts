import { createSignal, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'

const everyMs = 30_000

const [now, setNow] = createSignal(Date.now())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The time, told anew twice a minute for as long as anybody asks: one clock for the whole page. */
export const createNow = (): Accessor<number> => {
  if (users++ === 0) {
    setNow(Date.now())
    timer = setInterval(() => setNow(Date.now()), everyMs)
  }
  onCleanup(() => {
    if (--users === 0) clearInterval(timer)
  })
  return now
}
