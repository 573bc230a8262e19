import { useLocation } from '@solidjs/router'
import { Match, onMount, Show, Switch } from 'solid-js'
import type { AccentName, Availability, ProfileRow } from '../../core/api.ts'
import {
  Button,
  ChoiceGroup,
  draftProps,
  ErrorWords,
  LinkButton,
  PageHeading,
  TextArea,
  TextField,
} from '../components/index.ts'
import type { Draft } from '../primitives/index.ts'
import { accentNames, availabilityNames, editProfile, ownProfile, savedWords } from '../strings/profiles.ts'
import { Alternatives } from './alternatives.tsx'
import styles from './edit-profile-page.module.css'
import { chooseIn, createFieldDraft, rolesFromText, rolesToText } from './field-drafts.ts'
import { LinksEditor } from './links-editor.tsx'
import { Looking } from './looking.tsx'
import { MissingProfile } from './missing-profile.tsx'
import { createOwnProfile, whenKind } from './own-profile.ts'
import { RolesEditor } from './roles-editor.tsx'

export const EditProfilePage = () => {
  const profile = createOwnProfile()
  return (
    <Switch
      fallback={
        <Looking title={editProfile.title} words={ownProfile.looking} longWords={ownProfile.lookingLong} />
      }
    >
      <Match when={whenKind(profile(), 'shown')}>{shown => <Editor profile={shown().profile} />}</Match>
      <Match when={whenKind(profile(), 'unreadable')}>
        {state => <MissingProfile state={state()} onTryAgain={() => location.reload()} />}
      </Match>
    </Switch>
  )
}

const Editor = (props: { readonly profile: ProfileRow }) => {
  focusAskedField()
  return (
    <div class="page page-narrow">
      <div class="stack stack-close">
        <div class="row row-apart">
          <PageHeading title={editProfile.title}>{editProfile.title}</PageHeading>
          <LinkButton href="/me" look="primary">
            {editProfile.done}
          </LinkButton>
        </div>
        <p class="caption">{editProfile.intro}</p>
      </div>
      <NameField profile={props.profile} />
      <RolesField profile={props.profile} />
      <PlaceField profile={props.profile} />
      <AvailabilityField profile={props.profile} />
      <BioField profile={props.profile} />
      <div class="section" id="links">
        <LinksEditor profile={props.profile} />
      </div>
      <div class="section">
        <AccentField profile={props.profile} />
      </div>
    </div>
  )
}

/** `/me/edit#bio` leads into that field. After the heading took the focus, as it does on every new place. */
const focusAskedField = (): void => {
  const place = useLocation()
  onMount(() => {
    const asked = place.hash.slice(1)
    queueMicrotask(() => {
      if (asked === '') return
      const field = document.getElementById(asked)
      field?.querySelector<HTMLElement>('input, textarea')?.focus()
      field?.scrollIntoView({ block: 'center' })
    })
  })
}

interface FieldProps {
  readonly profile: ProfileRow
}

const NameField = (props: FieldProps) => {
  const draft = createFieldDraft(() => props.profile, {
    field: 'name',
    value: row => row.name,
    toEdit: value => ({ field: 'name', value }),
  })
  return (
    <div class="stack stack-close">
      <TextField
        label={editProfile.name}
        hint={editProfile.nameHint}
        large
        required
        autocomplete="name"
        {...draftProps(draft)}
      />
      <Alternatives field="name" profile={props.profile} />
    </div>
  )
}

const RolesField = (props: FieldProps) => {
  const draft = createFieldDraft(() => props.profile, {
    field: 'roles',
    value: row => rolesToText(row.roles),
    toEdit: text => ({ field: 'roles', value: rolesFromText(text) }),
  })
  return (
    <div id="roles" class="stack">
      <h2>{editProfile.roles}</h2>
      <RolesEditor draft={draft} />
      <Retry draft={draft} />
    </div>
  )
}

const PlaceField = (props: FieldProps) => {
  const draft = createFieldDraft(() => props.profile, {
    field: 'place',
    value: row => row.place,
    toEdit: value => ({ field: 'place', value }),
  })
  return (
    <div id="place" class="stack stack-close">
      <TextField
        label={editProfile.place}
        hint={editProfile.placeHint}
        autocomplete="address-level2"
        {...draftProps(draft)}
      />
      <Alternatives field="place" profile={props.profile} />
    </div>
  )
}

const BioField = (props: FieldProps) => {
  const draft = createFieldDraft(() => props.profile, {
    field: 'bio',
    value: row => row.bio,
    toEdit: (value, basedOn) => ({ field: 'bio', value, basedOn }),
  })
  return (
    <div id="bio" class={styles['bio']}>
      <TextArea label={editProfile.bio} hint={editProfile.bioHint} {...draftProps(draft)} />
    </div>
  )
}

const availabilityOrder: readonly Availability[] = ['unset', 'available', 'soon', 'busy']

const AvailabilityField = (props: FieldProps) => {
  const draft = createFieldDraft(() => props.profile, {
    field: 'availability',
    value: row => row.availability,
    toEdit: value => ({ field: 'availability', value: value as Availability }),
  })
  return (
    <div class="stack stack-close">
      <ChoiceGroup
        legend={editProfile.availability}
        status={savedWords[draft.state()]}
        value={draft.text() as Availability}
        choices={availabilityOrder.map(value => ({ value, label: availabilityNames[value] }))}
        onChoose={value => chooseIn(draft, value)}
      />
      <ErrorWords error={draft.error() ?? null} />
      <Retry draft={draft} />
      <Alternatives field="availability" profile={props.profile} />
    </div>
  )
}

const accentOrder = Object.keys(accentNames) as AccentName[]

const AccentField = (props: FieldProps) => {
  const draft = createFieldDraft(() => props.profile, {
    field: 'accent',
    value: row => row.accent,
    toEdit: value => ({ field: 'accent', value: value as AccentName }),
  })
  return (
    <div class="stack stack-close">
      <ChoiceGroup
        legend={editProfile.accent}
        hint={editProfile.accentHint}
        status={savedWords[draft.state()]}
        value={draft.text() as AccentName}
        choices={accentOrder.map(value => ({ value, label: accentNames[value] }))}
        sample={value => <span class="swatch" data-accent={value} aria-hidden="true" />}
        onChoose={value => chooseIn(draft, value)}
      />
      <ErrorWords error={draft.error() ?? null} />
      <Retry draft={draft} />
      <Alternatives field="accent" profile={props.profile} />
    </div>
  )
}

/** For a choice that could not be saved; what is typed saves itself again when it is touched. */
const Retry = (props: { readonly draft: Draft }) => (
  <Show when={props.draft.state() === 'failed'}>
    <div>
      <Button onPress={() => props.draft.flush()}>{editProfile.retry}</Button>
    </div>
  </Show>
)
