import { encodeQR } from 'qr'
import { createMemo } from 'solid-js'
import { codePath } from './code-path.ts'
import styles from './code.module.css'

/** Squares of silence around a code, which scanners need. */
const quiet = 4

/**
 * Dark on white in every theme, because scanners expect it. The lowest redundancy gives the largest squares, and a
 * screen has no scratches to make up for.
 */
export const CodePicture = (props: { readonly text: string; readonly label: string }) => {
  const rows = createMemo(() => encodeQR(props.text, 'raw', { ecc: 'low', border: quiet }))
  return (
    <svg
      class={styles['picture']}
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${rows().length} ${rows().length}`}
      shape-rendering="crispEdges"
    >
      <path d={codePath(rows())} />
    </svg>
  )
}
