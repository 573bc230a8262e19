import type { Target } from '../../core/api.ts'
import { ErrorWords, Icon } from '../components/index.ts'
import { createCommand } from '../primitives/index.ts'
import { postWords } from '../strings/network.ts'
import styles from './acts.module.css'

interface AppreciateProps {
  readonly target: Target
  readonly appreciated: boolean
  /** For whoever does not see what it stands under. */
  readonly label?: string
}

/** Says that one appreciates something, and takes it back. */
export const Appreciate = (props: AppreciateProps) => {
  const appreciate = createCommand('appreciate')
  return (
    <>
      <button
        type="button"
        class={styles['act']}
        aria-pressed={props.appreciated}
        aria-label={props.label}
        onClick={() => {
          if (!appreciate.pending()) void appreciate.run({ target: props.target, on: !props.appreciated })
        }}
      >
        <Icon name="heart" />
        <span>{postWords.appreciate}</span>
      </button>
      <ErrorWords error={appreciate.error() ?? null} />
    </>
  )
}
