import { A } from '@solidjs/router'
import { createMemo, For, Match, Switch } from 'solid-js'
import type { PersonMention } from '../../core/api.ts'
import { personPath } from '../profiles/person-address.ts'
import { textParts, type TextPart } from './text-parts.ts'

interface WrittenTextProps {
  readonly text: string
  readonly mentions?: readonly PersonMention[]
}

/** What somebody wrote: words as words, with links to addresses and to people. */
export const WrittenText = (props: WrittenTextProps) => {
  const parts = createMemo(() => textParts(props.text, props.mentions))
  return <For each={parts()}>{part => <Part part={part} />}</For>
}

type PartOf<K extends TextPart['kind']> = Extract<TextPart, { readonly kind: K }>

const Part = (props: { readonly part: TextPart }) => {
  const when = <K extends TextPart['kind']>(kind: K): PartOf<K> | undefined =>
    props.part.kind === kind ? (props.part as PartOf<K>) : undefined
  return (
    <Switch fallback={props.part.text}>
      <Match when={when('link')}>
        {link => (
          <a href={link().href} target="_blank" rel="noopener noreferrer">
            {link().text}
          </a>
        )}
      </Match>
      <Match when={when('mention')}>
        {mention => (
          <A href={mention().person.isOwn ? '/me' : personPath(mention().person.account)}>
            <bdi>{mention().text}</bdi>
          </A>
        )}
      </Match>
    </Switch>
  )
}
