import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { FoundPerson } from '../../core/api.ts'
import { Icon } from '../components/index.ts'
import { Initials } from '../components/initials.tsx'
import { createNow } from '../primitives/create-now.ts'
import { personPath, shortFingerprint } from '../profiles/person-address.ts'
import { findPeopleWords, followShort, knownByText, sourceText, standingShort } from '../strings/discovery.ts'
import { availabilityGlyphs, availabilityNames, labelWords } from '../strings/profiles.ts'
import { aboutText } from '../strings/roles.ts'
import styles from './people.module.css'

/** One person who was found: who they are, how one stands with them, and where that is known from. */
export const FoundPersonItem = (props: { readonly person: FoundPerson }) => {
  const now = createNow()
  return (
    <li class={styles['item']}>
      <Initials name={props.person.name} />
      <div class={styles['words']}>
        <A class={styles['name']} href={props.person.isOwn ? '/me' : personPath(props.person.account)}>
          <bdi>{props.person.name || labelWords.nameless}</bdi>
        </A>
        <Show when={aboutText(props.person) !== ''}>
          <p class={styles['about']}>
            <bdi>{aboutText(props.person)}</bdi>
          </p>
        </Show>
        <Show when={props.person.availability !== 'unset'}>
          <p class={styles['about']}>
            <span aria-hidden="true">{availabilityGlyphs[props.person.availability]} </span>
            {availabilityNames[props.person.availability]}
          </p>
        </Show>
        <Show when={standingOf(props.person) !== ''}>
          <p class={styles['about']}>{standingOf(props.person)}</p>
        </Show>
        <Show when={isStranger(props.person)}>
          <WhoIsThis person={props.person} />
        </Show>
        <p class={styles['source']}>
          <Icon name={props.person.source === 'relay' ? 'relay' : 'device'} />
          <span>{sourceText(props.person.source, props.person.heardAtMs, now())}</span>
        </p>
      </div>
    </li>
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
        <p class={styles['warning']}>
          <Icon name="alert" />
          <span>{findPeopleWords.lookalike}</span>
        </p>
      </Show>
      <Show when={props.person.isLookalike || props.person.knownByCount > 0}>
        <p class={styles['about']}>{knownBy()}</p>
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
