/** What stands around the words of a post or comment: whose they are, and what is to be known about them. */
import { A } from '@solidjs/router'
import type { ParentProps } from 'solid-js'
import type { PersonMention } from '../../core/api.ts'
import { Icon, type IconName } from '../components/index.ts'
import { nameOf } from '../strings/network.ts'
import styles from './marks.module.css'
import { pathOf } from './paths.ts'

export const AuthorLink = (props: { readonly author: PersonMention }) => (
  <A class={styles['name']} href={pathOf(props.author)}>
    <bdi>{nameOf(props.author.name)}</bdi>
  </A>
)

export const Notes = (props: ParentProps) => <p class={styles['notes']}>{props.children}</p>

/** A glyph, and the same in words. */
export const Mark = (props: ParentProps<{ readonly icon: IconName }>) => (
  <span class={styles['mark']}>
    <Icon name={props.icon} />
    {props.children}
  </span>
)
