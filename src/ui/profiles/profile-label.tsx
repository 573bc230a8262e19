import { For, type JSX, Show } from 'solid-js'
import type { ProfileLink, ProfileRow } from '../../core/api.ts'
import { availabilityGlyphs, availabilityNames, labelWords } from '../strings/profiles.ts'
import { roleText } from '../strings/roles.ts'
import { readableAddress, safeHref } from './link-address.ts'
import { paragraphsOf } from './paragraphs.ts'
import styles from './profile-label.module.css'

/** Names longer than this are set smaller, so that they still read as one. */
const longNameChars = 28

interface ProfileLabelProps {
  readonly profile: ProfileRow
  /** The page's heading, drawn by the page because only it knows the page's title. */
  readonly heading: JSX.Element
  /** Stands where roles, or words about oneself, are missing. */
  readonly withoutRoles?: JSX.Element
  readonly withoutBio?: JSX.Element
  /** Under the name and its roles. */
  readonly actions?: JSX.Element
  /** The works, before the words. */
  readonly wall?: JSX.Element
  /** After the links. */
  readonly footer?: JSX.Element
}

/** A person as the label beside a work: name, roles, place, words, links. */
export const ProfileLabel = (props: ProfileLabelProps): JSX.Element => (
  <article class={styles['label']}>
    <header class={styles['head']} data-long={props.profile.name.length > longNameChars ? '' : undefined}>
      <span class={styles['mark']} data-accent={props.profile.accent} aria-hidden="true" />
      {props.heading}
      <Show when={props.profile.roles.length > 0} fallback={props.withoutRoles}>
        <ul class={styles['roles']} aria-label={labelWords.roles}>
          <For each={props.profile.roles}>
            {role => (
              <li>
                <bdi>{roleText(role)}</bdi>
              </li>
            )}
          </For>
        </ul>
      </Show>
      {props.actions}
    </header>
    {props.wall}
    <div class={styles['body']}>
      <Facts profile={props.profile} />
      <div class={styles['text']}>
        <Show when={paragraphsOf(props.profile.bio).length > 0} fallback={props.withoutBio}>
          <For each={paragraphsOf(props.profile.bio)}>{paragraph => <p dir="auto">{paragraph}</p>}</For>
        </Show>
      </div>
      <div class={styles['more']}>
        <Show when={props.profile.links.length > 0}>
          <section aria-label={labelWords.links}>
            <ul class={styles['links']} data-accent={props.profile.accent}>
              <For each={props.profile.links}>{link => <LinkItem link={link} />}</For>
            </ul>
          </section>
        </Show>
        {props.footer}
      </div>
    </div>
  </article>
)

const Facts = (props: { readonly profile: ProfileRow }): JSX.Element => (
  <Show when={props.profile.place !== '' || props.profile.availability !== 'unset'}>
    <dl class={styles['facts']}>
      <Show when={props.profile.place !== ''}>
        <div>
          <dt>{labelWords.place}</dt>
          <dd>
            <bdi>{props.profile.place}</bdi>
          </dd>
        </div>
      </Show>
      <Show when={props.profile.availability !== 'unset'}>
        <div>
          <dt>{labelWords.availability}</dt>
          <dd>
            <span class={styles['glyph']} aria-hidden="true">
              {availabilityGlyphs[props.profile.availability]}
            </span>
            {availabilityNames[props.profile.availability]}
          </dd>
        </div>
      </Show>
    </dl>
  </Show>
)

const LinkItem = (props: { readonly link: ProfileLink }): JSX.Element => {
  const address = (): string => readableAddress(props.link.url)
  return (
    <Show when={safeHref(props.link.url)}>
      {href => (
        <li>
          <a href={href()} rel="noopener noreferrer me" target="_blank" dir="auto">
            <span class={styles['words']}>{props.link.label === '' ? address() : props.link.label}</span>
            <Show when={props.link.label !== ''}>
              <span class={styles['host']} dir="ltr">
                {address()}
              </span>
            </Show>
          </a>
        </li>
      )}
    </Show>
  )
}
