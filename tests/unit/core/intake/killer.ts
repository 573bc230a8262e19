/** From some call on, the process is dead: nothing is answered any more. */
export interface Killer {
  /** Dies at the call of this number, counted from 0; `after`: the call was carried out, but nobody hears. */
  killAt(call: number, when: 'before' | 'after'): void
  /** Dies now. */
  kill(): void
  isDead(): boolean
  guard<A extends readonly unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R>
}

export const createKiller = (): Killer => {
  let calls = 0
  let at = Infinity
  let when: 'before' | 'after' = 'before'
  let isDead = false
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined)
  return {
    killAt(call, next) {
      at = call
      when = next
    },
    kill() {
      isDead = true
    },
    isDead: () => isDead,
    guard:
      call =>
      async (...args) => {
        if (isDead) return never()
        if (calls++ !== at) {
          const answer = await call(...args)
          return isDead ? never() : answer
        }
        isDead = true
        if (when === 'after') await call(...args)
        return never()
      },
  }
}
