/** A queue with two lanes: what somebody looks at goes before what is fetched in the background. */

export interface JobQueue<T> {
  /** The same job is done once, however often it is asked for meanwhile. Null: too many are looked at already. */
  add(name: string, isLookedAt: boolean, run: () => Promise<T>): Promise<T> | null
  /** In the background, and once more after one that is under way: it may be past what has come now. */
  redo(name: string, run: () => Promise<T>): Promise<T>
  has(name: string): boolean
  /** What waits is not begun any more, and its answers never come. */
  close(): void
}

interface Job {
  readonly run: () => Promise<void>
  isLookedAt: boolean
}

export interface JobLimits {
  /** At once. */
  readonly background: number
  readonly all: number
  /** That may wait, of what somebody looks at. */
  readonly looks: number
}

export const createJobQueue = <T>(limits: JobLimits): JobQueue<T> => {
  const waiting = new Map<string, Job>()
  const answers = new Map<string, Promise<T>>()
  /** To be done after the one that is under way. */
  const next = new Map<string, Promise<T>>()
  let running = 0
  let isClosed = false

  const nextJob = (): [string, Job] | null => {
    if (isClosed) return null
    const looked = [...waiting].find(([, { isLookedAt }]) => isLookedAt)
    if (looked !== undefined) return running < limits.all ? looked : null
    const [first] = waiting
    return first !== undefined && running < limits.background ? first : null
  }
  const pump = (): void => {
    for (let found = nextJob(); found !== null; found = nextJob()) {
      const [name, job] = found
      waiting.delete(name)
      running++
      void job.run()
    }
  }
  /** It is over before anybody hears the answer. */
  const end = (name: string): void => {
    running--
    answers.delete(name)
    pump()
  }
  const looks = (): number => [...waiting.values()].filter(({ isLookedAt }) => isLookedAt).length
  const begin = (name: string, isLookedAt: boolean, run: () => Promise<T>): Promise<T> => {
    const answer = new Promise<T>((resolve, reject) => {
      const over =
        <A>(tell: (outcome: A) => void) =>
        (outcome: A): void => {
          end(name)
          tell(outcome)
        }
      waiting.set(name, { isLookedAt, run: () => run().then(over(resolve), over(reject)) })
    })
    answers.set(name, answer)
    pump()
    return answer
  }
  const join = (name: string, isLookedAt: boolean, run: () => Promise<T>): Promise<T> => {
    const known = answers.get(name)
    const waits = waiting.get(name)
    if (waits !== undefined && isLookedAt) waits.isLookedAt = true
    if (known === undefined) return begin(name, isLookedAt, run)
    pump()
    return known
  }
  const redo = (name: string, run: () => Promise<T>): Promise<T> => {
    const underWay = waiting.has(name) ? undefined : answers.get(name)
    if (underWay === undefined) return join(name, false, run)
    const known = next.get(name)
    if (known !== undefined) return known
    const again = async (): Promise<T> => {
      // However that one ended.
      await underWay.catch(() => undefined)
      next.delete(name)
      return join(name, false, run)
    }
    const answer = again()
    next.set(name, answer)
    return answer
  }
  return {
    add(name, isLookedAt, run) {
      if (!answers.has(name) && isLookedAt && looks() >= limits.looks) return null
      return join(name, isLookedAt, run)
    },
    redo,
    has: name => answers.has(name) || next.has(name),
    close() {
      isClosed = true
      waiting.clear()
    },
  }
}
