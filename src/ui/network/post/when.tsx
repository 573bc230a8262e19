import { createNow } from '../../primitives/create-now.ts'
import { exactWhen, machineWhen, relativeWhen } from '../times.ts'

interface WhenProps {
  readonly atMs: number
  readonly exactly?: boolean
}

/** "5 minutes ago", and exactly when for whoever points at it. */
export const When = (props: WhenProps) => {
  const now = createNow()
  return (
    <time datetime={machineWhen(props.atMs)} title={exactWhen(props.atMs)}>
      {props.exactly ? exactWhen(props.atMs) : relativeWhen(props.atMs, now())}
    </time>
  )
}
