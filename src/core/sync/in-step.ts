/** Waiting until a document is as the relay has it. */
import type { Replica } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import type { SyncEngine } from './sync-engine.ts'

/** `slow`: nothing came in good time. */
export type StepOutcome = 'in-step' | 'unavailable' | 'offline' | 'slow'

/** The name under which the sync engine talks to the relay. */
const relayPeer = 'relay'
const patienceMs = 20_000

export interface StepDeps {
  readonly engine: Pick<SyncEngine, 'status' | 'onStatus' | 'availability'>
  readonly ports: Pick<Ports, 'clock'>
}

export const whenInStep = (replica: Replica, deps: StepDeps): Promise<StepOutcome> =>
  new Promise(resolve => {
    const stops: (() => void)[] = []
    const finish = (outcome: StepOutcome): void => {
      for (const stop of stops) stop()
      resolve(outcome)
    }
    const check = (): void => {
      const outcome = outcomeNow(replica, deps)
      if (outcome !== null) finish(outcome)
    }
    stops.push(deps.engine.onStatus(check))
    stops.push(replica.onChange(check))
    stops.push(deps.ports.clock.after(patienceMs, () => finish('slow')))
    check()
  })

const outcomeNow = (replica: Replica, { engine }: StepDeps): StepOutcome | null => {
  if (engine.status().line !== 'ready') return 'offline'
  if (isInStep(replica)) return 'in-step'
  return engine.availability(replica.id) === 'unavailable' ? 'unavailable' : null
}

const isInStep = (replica: Replica): boolean => {
  const theirs = replica.theirHeads(relayPeer)
  const ours = replica.heads()
  return (
    theirs !== null &&
    ours.length > 0 &&
    theirs.length === ours.length &&
    ours.every(head => theirs.includes(head))
  )
}
