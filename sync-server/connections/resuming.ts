/** Questions about many documents from one connection, no more of them than it may ask about. */
import type { Clock } from '../../src/base/clock.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import type { ResumeAnswer, ResumeQuestion } from '../../src/protocol/relay/resume.ts'
import { createRates } from '../rates.ts'
import type { ConnectionLimits } from './limits.ts'

export interface ResumingOptions {
  readonly clock: Clock
  readonly limits: Pick<ConnectionLimits, 'resumedPerSecond' | 'resumedBurst'>
  /** Null when there is nobody to answer any more. */
  readonly resume: (question: ResumeQuestion) => Promise<ResumeAnswer | null>
  readonly say: (frame: Frame) => void
  readonly violation: (what: string) => void
}

export const createResuming = (options: ResumingOptions): ((question: ResumeQuestion) => Promise<void>) => {
  const { resumedPerSecond, resumedBurst } = options.limits
  const rates = createRates(options.clock, resumedPerSecond, resumedBurst, 1)
  return async question => {
    const asked = (question.roster?.members.length ?? 0) + question.listed.length
    if (!rates.allows('', 1 + asked)) return options.violation('too many documents resumed')
    const answer = await options.resume(question)
    if (answer !== null) options.say({ type: 'resumed', answer })
  }
}
