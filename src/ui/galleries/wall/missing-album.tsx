import { Match, Switch } from 'solid-js'
import type { AccountIdText, AlbumState } from '../../../core/api.ts'
import { Button, LinkButton, PageHeading } from '../../components/index.ts'
import { personPath } from '../../profiles/person-address.ts'
import { albumPage } from '../../strings/galleries.ts'

type Missing = Exclude<AlbumState, { readonly kind: 'shown' } | { readonly kind: 'looking' }>

interface MissingAlbumProps {
  readonly state: Missing
  /** Whose it is; undefined for one's own. */
  readonly account: AccountIdText | undefined
  readonly onTryAgain: () => void
}

/** Why there is nothing to see, and the one thing that may help. */
export const MissingAlbum = (props: MissingAlbumProps) => {
  const words = () => sentenceFor(props.state)
  return (
    <div class="page page-narrow">
      <PageHeading title={words().title} step={props.state.kind}>
        {words().title}
      </PageHeading>
      <p class="lead">{words().text}</p>
      <div class="row">
        <Switch>
          <Match when={props.state.kind === 'not-held'}>
            <Button onPress={() => props.onTryAgain()}>{albumPage.tryAgain}</Button>
          </Match>
          <Match when={props.state.kind === 'unreadable' && props.state.reason === 'newer-version'}>
            <Button look="primary" onPress={() => location.reload()}>
              {albumPage.reload}
            </Button>
          </Match>
        </Switch>
        <Switch>
          <Match when={props.account === undefined}>
            <LinkButton href="/me" look="quiet">
              {albumPage.toMe}
            </LinkButton>
          </Match>
          <Match when={props.state.kind !== 'bad-address' && props.account}>
            {account => (
              <LinkButton href={personPath(account())} look="quiet">
                {albumPage.toPerson}
              </LinkButton>
            )}
          </Match>
        </Switch>
      </div>
    </div>
  )
}

const sentenceFor = (state: Missing): { readonly title: string; readonly text: string } => {
  switch (state.kind) {
    case 'not-held':
      return state.reason === 'offline'
        ? { title: albumPage.offlineTitle, text: albumPage.offline }
        : { title: albumPage.unknownTitle, text: albumPage.unknown }
    case 'unreadable':
      return state.reason === 'newer-version'
        ? { title: albumPage.newerTitle, text: albumPage.newer }
        : { title: albumPage.brokenTitle, text: albumPage.broken }
    case 'gone':
      return { title: albumPage.goneTitle, text: albumPage.gone }
    case 'not-for-you':
      return { title: albumPage.notForYouTitle, text: albumPage.notForYou }
    case 'bad-address':
      return { title: albumPage.badTitle, text: albumPage.bad }
  }
}
