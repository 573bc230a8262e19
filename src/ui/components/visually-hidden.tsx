import type { ParentProps } from 'solid-js'
import styles from './visually-hidden.module.css'

/** Said, not shown. */
export const VisuallyHidden = (props: ParentProps) => <span class={styles['hidden']}>{props.children}</span>
