import { For, Show } from 'solid-js'
import './part-links.css'

interface PartLinksProps<Part extends string> {
  readonly label: string
  readonly parts: readonly Part[]
  readonly shown: Part
  readonly name: (part: Part) => string
  readonly href: (part: Part) => string
  /** Of what is in it, once that is known. */
  readonly count?: (part: Part) => string | undefined
  /** The way back leads to where one was before, not to the other parts. */
  readonly replace?: boolean
}

/** The parts of one screen, each with an address of its own. */
export const PartLinks = <Part extends string>(props: PartLinksProps<Part>) => (
  <nav class="part-links" aria-label={props.label}>
    <For each={props.parts}>
      {part => (
        <a
          href={props.href(part)}
          aria-current={part === props.shown ? 'page' : undefined}
          replace={props.replace ?? false}
          noScroll
        >
          {props.name(part)}
          <Show when={props.count?.(part)}>{count => <span class="count"> {count()}</span>}</Show>
        </a>
      )}
    </For>
  </nav>
)
