import { Show } from 'solid-js'
import type { FoundPerson } from '../../core/api.ts'
import { Icon } from '../components/index.ts'
import { PersonEntry, PersonWarning } from '../components/person-entry.tsx'
import { createNow } from '../primitives/create-now.ts'
import { personPath, shortFingerprint } from '../profiles/person-address.ts'
import { findPeopleWords, followShort, knownByText, sourceText, standingShort } from '../strings/discovery.ts'
import { availabilityGlyphs, availabilityNames } from '../strings/profiles.ts'
import { aboutText } from '../strings/roles.ts'
import styles from './people.module.css'

/** One person who was found: who they are, how one stands with them, and where that is known from. */
export const FoundPersonItem = (props: { readonly person: FoundPerson }) => {
  const now = createNow()
  return (
    <PersonEntry
      name={props.person.name}
      href={props.person.isOwn ? '/me' : personPath(props.person.account)}
      about={aboutText(props.person)}
    >
      <Show when={props.person.availability !== 'unset'}>
        <p class="person-line">
          <span>
            <span aria-hidden="true">{availabilityGlyphs[props.person.availability]} </span>
            {availabilityNames[props.person.availability]}
          </span>
        </p>
      </Show>
      <Show when={standingOf(props.person) !== ''}>
        <p class="person-line">{standingOf(props.person)}</p>
      </Show>
      <Show when={isStranger(props.person)}>
        <WhoIsThis person={props.person} />
      </Show>
      <p class={`person-line ${styles['source']}`}>
        <Icon name={props.person.source === 'relay' ? 'relay' : 'device'} />
        <span>{sourceText(props.person.source, props.person.heardAtMs, now())}</span>
      </p>
    </PersonEntry>
  )
}

/** What tells a stranger, or somebody of a known name, apart. */
const WhoIsThis = (props: { readonly person: FoundPerson }) => {
  const knownBy = () =>
    knownByText(
      props.person.knownBy.map(one => one.name),
      props.person.knownByCount,
    )
  return (
    <>
      <Show when={props.person.isLookalike}>
        <PersonWarning>{findPeopleWords.lookalike}</PersonWarning>
      </Show>
      <Show when={props.person.isLookalike || props.person.knownByCount > 0}>
        <p class="person-line">{knownBy()}</p>
      </Show>
      <p class={styles['id']}>
        {findPeopleWords.id}{' '}
        <span class="mono" dir="ltr" translate="no">
          {shortFingerprint(props.person.account)} …
        </span>
      </p>
    </>
  )
}

const isStranger = (person: FoundPerson): boolean =>
  !person.isOwn && (person.isLookalike || person.connection === 'none')

const standingOf = (person: FoundPerson): string =>
  [person.isOwn ? standingShort.self : standingShort[person.connection], followShort[person.follow]]
    .filter(words => words !== '')
    .join(' · ')
