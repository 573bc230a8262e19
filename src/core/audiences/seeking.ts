/** One search for each account at a time, and a few at once. */
import { bytesToHex } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'

export interface Seeking {
  /** Answers when a search that began after this was asked has ended. */
  seek(owner: AccountId): Promise<void>
  isUnderWay(owner: AccountId): boolean
}

const mostAtOnce = 4

interface Search {
  readonly owner: AccountId
  readonly done: Promise<void>
  readonly finish: () => void
}

export const createSeeking = (
  search: (owner: AccountId) => Promise<void>,
  onFailure: (error: unknown) => void,
  onEnd: () => void,
): Seeking => {
  const waiting = new Map<string, Search>()
  const running = new Set<string>()

  const run = async (id: string, { owner, finish }: Search): Promise<void> => {
    waiting.delete(id)
    running.add(id)
    try {
      await search(owner)
    } catch (error) {
      onFailure(error)
    }
    running.delete(id)
    finish()
    startNext()
    onEnd()
  }
  const startNext = (): void => {
    for (const [id, next] of waiting) {
      if (running.size >= mostAtOnce) return
      if (!running.has(id)) void run(id, next)
    }
  }
  return {
    isUnderWay: owner => running.has(bytesToHex(owner)) || waiting.has(bytesToHex(owner)),
    seek(owner) {
      const id = bytesToHex(owner)
      const known = waiting.get(id)
      if (known !== undefined) return known.done
      let finish = (): void => undefined
      const done = new Promise<void>(resolve => (finish = resolve))
      waiting.set(id, { owner, done, finish })
      startNext()
      return done
    },
  }
}
