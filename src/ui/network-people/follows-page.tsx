import { A, useSearchParams } from '@solidjs/router'
import { For, Match, Show, Switch } from 'solid-js'
import type { FollowCard, FollowsRow } from '../../core/api.ts'
import { ByAccount } from '../components/by-account.tsx'
import { LinkButton, PageHeading } from '../components/index.ts'
import { Initials } from '../components/initials.tsx'
import { discoverPath } from '../discovery/discover-search.ts'
import { createRow } from '../primitives/index.ts'
import { personPath } from '../profiles/person-address.ts'
import { SlowWords } from '../shell/states.tsx'
import { followLists } from '../strings/follows.ts'
import { labelWords } from '../strings/profiles.ts'
import { aboutText } from '../strings/roles.ts'
import styles from './follows.module.css'
import { followersPath, followingPath } from './paths.ts'

type ListName = keyof FollowsRow

const doors = [
  { name: 'following', href: followingPath },
  { name: 'followers', href: followersPath },
] as const satisfies readonly { readonly name: ListName; readonly href: string }[]

/** Whom one follows, and who says in public that they follow oneself. */
export const FollowsPage = () => {
  const [params] = useSearchParams<{ show?: string }>()
  const follows = createRow(() => ({ type: 'follows' }))
  const list = (): ListName => (params.show === 'followers' ? 'followers' : 'following')
  return (
    <div class="page">
      <PageHeading title={followLists[list()]}>{followLists[list()]}</PageHeading>
      <nav class={styles['parts']} aria-label={followLists.parts}>
        <For each={doors}>
          {door => (
            <a
              href={door.href}
              class={styles['part-link']}
              aria-current={door.name === list() ? 'page' : undefined}
              replace
              noScroll
            >
              {followLists[door.name]}
              <Show when={follows()}>
                {row => <span class={styles['count']}> {followLists.heading(row()[door.name].length)}</span>}
              </Show>
            </a>
          )}
        </For>
      </nav>
      <Show when={follows()} fallback={<SlowWords words={followLists.looking} />}>
        {row => (
          <Switch>
            <Match when={row()[list()].length > 0}>
              <p class="caption">
                {list() === 'following' ? followLists.followingHint : followLists.followersHint}
              </p>
              <ul class={styles['items']} aria-label={followLists[list()]}>
                <ByAccount people={row()[list()]}>{card => <Item card={card()} />}</ByAccount>
              </ul>
            </Match>
            <Match when={list() === 'following'}>
              <div class="stack">
                <p class="lead">{followLists.noFollowing}</p>
                <div>
                  <LinkButton href={discoverPath('people')} icon="discover" look="primary">
                    {followLists.findPeople}
                  </LinkButton>
                </div>
              </div>
            </Match>
            <Match when={list() === 'followers'}>
              <p class="lead">{followLists.noFollowers}</p>
            </Match>
          </Switch>
        )}
      </Show>
    </div>
  )
}

const Item = (props: { readonly card: FollowCard }) => (
  <li class={styles['item']}>
    <Initials name={props.card.name} />
    <div class={styles['words']}>
      <A class={styles['name']} href={personPath(props.card.account)}>
        <bdi>{props.card.name || labelWords.nameless}</bdi>
      </A>
      <Show when={aboutText(props.card) !== ''}>
        <p class="caption">
          <bdi>{aboutText(props.card)}</bdi>
        </p>
      </Show>
      <Show when={standingOf(props.card) !== ''}>
        <p class={styles['state']}>{standingOf(props.card)}</p>
      </Show>
    </div>
  </li>
)

const standingOf = (card: FollowCard): string =>
  [
    card.isConnected ? followLists.connected : '',
    followLists.state[card.follow],
    card.followsYou ? followLists.followsYou : '',
    card.muted ? followLists.muted : '',
  ]
    .filter(words => words !== '')
    .join(' · ')
