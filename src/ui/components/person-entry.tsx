import { A } from '@solidjs/router'
import { Show, type JSX, type ParentProps } from 'solid-js'
import type { AccountIdText } from '../../core/api.ts'
import { labelWords } from '../strings/profiles.ts'
import { ByAccount } from './by-account.tsx'
import { Icon } from './icon.tsx'
import { Initials } from './initials.tsx'
import './person-entry.css'

interface PersonEntriesProps<T> {
  readonly people: readonly T[]
  /** What the list is called, where no heading says it. */
  readonly label?: string
  readonly class?: string
  readonly children: (person: () => T) => JSX.Element
}

export const PersonEntries = <T extends { readonly account: AccountIdText }>(
  props: PersonEntriesProps<T>,
) => (
  <ul class={`person-entries ${props.class ?? ''}`} aria-label={props.label}>
    <ByAccount people={props.people}>{props.children}</ByAccount>
  </ul>
)

interface PersonEntryProps {
  readonly name: string
  readonly href: string
  /** What they do, and where. */
  readonly about: string
  readonly acts?: JSX.Element
}

/** One person in a list; the children are what else is said of them. */
export const PersonEntry = (props: ParentProps<PersonEntryProps>) => (
  <li class="person-entry">
    <Initials name={props.name} />
    <div class="person-words">
      <PersonLink name={props.name} href={props.href} />
      <Show when={props.about !== ''}>
        <p class="caption">
          <bdi>{props.about}</bdi>
        </p>
      </Show>
      {props.children}
    </div>
    <Show when={props.acts}>{acts => <div class="person-acts">{acts()}</div>}</Show>
  </li>
)

export const PersonLink = (props: { readonly name: string; readonly href: string }) => (
  <A class="person-name" href={props.href}>
    <bdi>{props.name || labelWords.nameless}</bdi>
  </A>
)

export const PersonWarning = (props: ParentProps) => (
  <p class="person-line" data-warns>
    <Icon name="alert" />
    <span>{props.children}</span>
  </p>
)
