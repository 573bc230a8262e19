/**
 * Who gets the line next. What was asked for last comes first, because a person who scrolls looks at the end of
 * what was asked; what nobody looks at yet comes when nothing else does. One request serves all who ask for a blob.
 */
import { err, type Result } from '../../base/result.ts'
import type { Clock } from '../../base/clock.ts'
import { cidOf } from '../../protocol/blobs/cid.ts'
import type { FetchProblem } from './blob-relay.ts'
import type { BlobRef } from './blob-types.ts'

type Fetched = Result<Uint8Array, FetchProblem>

/** `seen`: somebody waits for it. `ahead`: so that it is there when somebody does. */
export type Urgency = 'seen' | 'ahead'

export interface Downloads {
  fetch(ref: BlobRef, urgency: Urgency): Promise<Fetched>
  /** Whoever waits is told `offline`. */
  close(): void
}

interface Wish {
  readonly key: string
  readonly ref: BlobRef
  readonly promise: Promise<Fetched>
  readonly resolve: (fetched: Fetched) => void
}

const atOnce = 6
const atOnceAhead = 2
/** A relay that gave altered bytes is not asked again for a while: it would give the same. */
const distrustMs = 5 * 60_000
const maxDistrusted = 1_000

export const createDownloads = (fetchNow: (ref: BlobRef) => Promise<Fetched>, clock: Clock): Downloads => {
  const wishes = new Map<string, Wish>()
  /** Keys, the next one last. */
  const pending: Record<Urgency, string[]> = { seen: [], ahead: [] }
  const distrustedUntil = new Map<string, number>()
  let running = 0
  let closed = false

  const isDistrusted = (key: string): boolean => (distrustedUntil.get(key) ?? 0) > clock.nowMs()
  const distrust = (key: string): void => {
    if (distrustedUntil.size >= maxDistrusted) distrustedUntil.clear()
    distrustedUntil.set(key, clock.nowMs() + distrustMs)
  }

  const next = (): Wish | undefined => {
    const key =
      running < atOnce
        ? (pending.seen.pop() ?? (running < atOnceAhead ? pending.ahead.pop() : undefined))
        : undefined
    return key === undefined ? undefined : wishes.get(key)
  }
  const startNext = (): void => {
    for (let wish = next(); wish !== undefined; wish = next()) void run(wish)
  }
  const run = async (wish: Wish): Promise<void> => {
    running++
    const fetched = await fetchNow(wish.ref)
    running--
    if (!fetched.ok && fetched.error === 'altered') distrust(wish.key)
    settle(wish, fetched)
    startNext()
  }
  const settle = (wish: Wish, fetched: Fetched): void => {
    wishes.delete(wish.key)
    wish.resolve(fetched)
  }
  const isPending = (key: string): boolean => pending.seen.includes(key) || pending.ahead.includes(key)
  const putOnTop = (key: string, urgency: Urgency): void => {
    for (const list of [pending.seen, pending.ahead])
      if (list.includes(key)) list.splice(list.indexOf(key), 1)
    if (urgency === 'seen') pending.seen.push(key)
    else pending.ahead.unshift(key)
  }

  return {
    fetch(ref, urgency) {
      // The length is part of what was asked: a wrong one must not spoil the blob for others.
      const key = `${cidOf(ref.digest)} ${ref.bytes}`
      if (closed) return Promise.resolve(err('offline'))
      const known = wishes.get(key)
      if (known !== undefined) {
        if (urgency === 'seen' && isPending(key)) putOnTop(key, urgency)
        return known.promise
      }
      if (isDistrusted(key)) return Promise.resolve(err('altered'))
      const { promise, resolve } = withResolver()
      wishes.set(key, { key, ref, promise, resolve })
      putOnTop(key, urgency)
      startNext()
      return promise
    },
    close() {
      closed = true
      pending.seen = []
      pending.ahead = []
      for (const wish of wishes.values()) settle(wish, err('offline'))
    },
  }
}

const withResolver = (): Pick<Wish, 'promise' | 'resolve'> => {
  let resolve: Wish['resolve'] = () => undefined
  const promise = new Promise<Fetched>(settle => {
    resolve = settle
  })
  return { promise, resolve }
}
