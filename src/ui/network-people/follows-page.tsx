import { useSearchParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { FollowCard, FollowsRow } from '../../core/api.ts'
import { LinkButton, PageHeading } from '../components/index.ts'
import { PartLinks } from '../components/part-links.tsx'
import { PersonEntries, PersonEntry } from '../components/person-entry.tsx'
import { discoverPath } from '../discovery/discover-search.ts'
import { createRow } from '../primitives/index.ts'
import { personPath } from '../profiles/person-address.ts'
import { SlowWords } from '../shell/states.tsx'
import { followLists } from '../strings/follows.ts'
import { aboutText } from '../strings/roles.ts'
import { followersPath, followingPath } from './paths.ts'

type ListName = keyof FollowsRow

const paths = { following: followingPath, followers: followersPath } satisfies {
  readonly [List in ListName]: string
}
const lists: readonly ListName[] = ['following', 'followers']

/** Whom one follows, and who says in public that they follow oneself. */
export const FollowsPage = () => {
  const [params] = useSearchParams<{ show?: string }>()
  const follows = createRow(() => ({ type: 'follows' }))
  const list = (): ListName => (params.show === 'followers' ? 'followers' : 'following')
  return (
    <div class="page">
      <PageHeading title={followLists[list()]}>{followLists[list()]}</PageHeading>
      <PartLinks
        label={followLists.parts}
        parts={lists}
        shown={list()}
        name={one => followLists[one]}
        href={one => paths[one]}
        count={one => countOf(follows()?.[one])}
        replace
      />
      <Show when={follows()} fallback={<SlowWords words={followLists.looking} />}>
        {row => (
          <Switch>
            <Match when={row()[list()].length > 0}>
              <p class="caption">
                {list() === 'following' ? followLists.followingHint : followLists.followersHint}
              </p>
              <PersonEntries people={row()[list()]} label={followLists[list()]}>
                {card => <Item card={card()} />}
              </PersonEntries>
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

const countOf = (cards: readonly FollowCard[] | undefined): string | undefined =>
  cards === undefined ? undefined : followLists.heading(cards.length)

const Item = (props: { readonly card: FollowCard }) => (
  <PersonEntry name={props.card.name} href={personPath(props.card.account)} about={aboutText(props.card)}>
    <Show when={standingOf(props.card) !== ''}>
      <p class="person-line">{standingOf(props.card)}</p>
    </Show>
  </PersonEntry>
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
