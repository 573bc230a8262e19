import { A } from '@solidjs/router'
import { Icon } from '../components/index.ts'
import { chatWords } from '../strings/chat.ts'
import styles from './back-link.module.css'
import { messagesPath } from './paths.ts'

interface BackLinkProps {
  readonly href: string
  readonly children: string
}

export const BackLink = (props: BackLinkProps) => (
  <A class={styles['back']} href={props.href} end>
    <Icon name="back" />
    {props.children}
  </A>
)

/** On a desk the list is beside it. */
export const BackToMessages = () => (
  <div class="only-narrow">
    <BackLink href={messagesPath}>{chatWords.back}</BackLink>
  </div>
)
