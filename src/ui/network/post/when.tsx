import { createNow } from '../../primitives/create-now.ts'
import { exactWhen, machineWhen, relativeWhen } from '../times.ts'

/** "5 minutes ago", and exactly when for whoever points at it. */
export const When = (props: { readonly atMs: number }) => {
  const now = createNow()
  return (
    <time datetime={machineWhen(props.atMs)} title={exactWhen(props.atMs)}>
      {relativeWhen(props.atMs, now())}
    </time>
  )
}
