import { A } from '@solidjs/router'
import { createSignal, For, Show, type JSX } from 'solid-js'
import type { AlbumRow, ProfileState, WorkTile } from '../../../core/api.ts'
import { Checkbox } from '../../components/checkbox.tsx'
import { ErrorWords, Icon, Notice, PageHeading } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { CopyButton } from '../../profiles/copy-button.tsx'
import { paragraphsOf } from '../../profiles/paragraphs.ts'
import { personPath } from '../../profiles/person-address.ts'
import { labelWords } from '../../strings/profiles.ts'
import { albumPage, wallWords } from '../../strings/galleries.ts'
import { publicAlbumPath, workPath } from '../paths.ts'
import styles from './album-reading.module.css'
import type { WallHandle } from './create-window.ts'
import { createKeptScroll } from './kept-scroll.ts'
import { videoCardOf } from './video-card.ts'
import { Wall, type HungWork } from './wall.tsx'

interface AlbumReadingProps {
  readonly album: AlbumRow
  readonly isHeld: boolean
  readonly own: {
    readonly actions?: (album: AlbumRow) => JSX.Element
    readonly empty?: (album: AlbumRow) => JSX.Element
    readonly notices?: (album: AlbumRow) => JSX.Element
  }
  /** Read once. */
  readonly onWall: (handle: WallHandle) => void
}

/** An album as a room: what is written at its entrance, and then the works. */
export const AlbumReading = (props: AlbumReadingProps) => {
  const [isHung, setHung] = createSignal(false)
  createKeptScroll(isHung)
  const hung = (tile: WorkTile): HungWork => ({
    place: { account: props.album.account, album: props.album.album, work: tile.id },
    tile,
    href: workPath(props.album, tile.id),
  })
  const title = (): string => props.album.title || albumPage.untitled
  return (
    <div class={`page ${styles['page']}`}>
      <Show when={props.isHeld}>
        <Notice icon="device">{albumPage.held}</Notice>
      </Show>
      {props.own.notices?.(props.album)}
      <header class={styles['head']}>
        <div class={styles['title']}>
          <Maker album={props.album} />
          <PageHeading title={title()} step={props.album.album}>
            <bdi>{title()}</bdi>
          </PageHeading>
          <Kind album={props.album} />
          <Show when={props.own.actions}>{actions => <div class="row">{actions()(props.album)}</div>}</Show>
        </div>
        <Entrance album={props.album} />
      </header>
      <Show when={props.album.unreadable > 0}>
        <Notice icon="alert">{albumPage.unreadable(props.album.unreadable)}</Notice>
      </Show>
      <Show
        when={props.album.tiles.length > 0}
        fallback={
          props.own.empty?.(props.album) ?? (
            <p class="lead">{props.album.isOwn ? albumPage.emptyOwn : albumPage.emptyOthers}</p>
          )
        }
      >
        <Wall
          works={props.album.tiles}
          hung={hung}
          layout={props.album.layout}
          label={wallWords.works(title())}
          onHung={() => setHung(true)}
          onReady={handle => props.onWall(handle)}
        />
      </Show>
      <footer class={styles['foot']}>
        <Show when={props.album.isOwn} fallback={<Keep album={props.album} />}>
          <p class={styles['copy']}>
            <Icon name={props.album.copy === 'on-relay' ? 'relay' : 'device'} />
            {albumPage.copies[props.album.copy]}
          </p>
          <Show when={props.album.audience !== 'only-me'}>
            <div class={styles['share']}>
              <CopyButton
                look="quiet"
                text={`${location.origin}${publicAlbumPath(props.album)}`}
                label={albumPage.copyLink}
                copied={albumPage.linkCopied}
                failed={albumPage.copyFailed}
              />
            </div>
            <Show when={props.album.audience === 'connections'}>
              <p class="caption">{albumPage.linkForConnections}</p>
            </Show>
          </Show>
        </Show>
      </footer>
    </div>
  )
}

/** Whose it is, and the way to them. */
const Maker = (props: { readonly album: AlbumRow }) => {
  const profile = createRow(() => ({ type: 'profile', account: props.album.account }))
  return (
    <p class={styles['maker']}>
      <A href={props.album.isOwn ? '/me' : personPath(props.album.account)}>
        <bdi>{nameIn(profile()) || labelWords.nameless}</bdi>
      </A>
    </p>
  )
}

const nameIn = (state: ProfileState | undefined): string =>
  state?.kind === 'shown' ? state.profile.name : ''

const Kind = (props: { readonly album: AlbumRow }) => (
  <p class={styles['kind']}>
    <Show when={props.album.kind === 'project'}>
      <span>{albumPage.project}</span>
    </Show>
    <Show when={props.album.role !== ''}>
      <bdi>{props.album.role}</bdi>
    </Show>
    <Show when={props.album.year !== ''}>
      <bdi>{props.album.year}</bdi>
    </Show>
    <Show when={props.album.tiles.length > 0}>
      <span>{albumPage.count(props.album.tiles.length)}</span>
    </Show>
    <Show when={props.album.audience === 'only-me'}>
      <span class={styles['private']}>
        <Icon name="lock" />
        {albumPage.onlyYou}
      </span>
    </Show>
    <Show when={props.album.audience === 'connections'}>
      <span class={styles['private']}>
        <Icon name="people" />
        {albumPage.forConnections[props.album.isOwn ? 'own' : 'others']}
      </span>
    </Show>
  </p>
)

/** What is written at the entrance: about it, with whom, and where it can be watched. */
const Entrance = (props: { readonly album: AlbumRow }) => (
  <Show
    when={props.album.about.trim() !== '' || props.album.collaborators !== '' || props.album.video !== ''}
  >
    <div class={styles['entrance']}>
      <For each={paragraphsOf(props.album.about)}>{text => <p dir="auto">{text}</p>}</For>
      <Show when={props.album.collaborators !== ''}>
        <dl class={styles['with']}>
          <dt>{albumPage.collaborators}</dt>
          <dd dir="auto">{props.album.collaborators}</dd>
        </dl>
      </Show>
      <Show when={videoCardOf(props.album.video)}>
        {card => (
          <a class={styles['video']} href={card().href} target="_blank" rel="noopener noreferrer">
            <Icon name="play" />
            <span>
              <span class={styles['watch']}>{albumPage.watch(card().host)}</span>
              <span class="caption">{albumPage.watchHint}</span>
            </span>
          </a>
        )}
      </Show>
    </div>
  </Show>
)

/** Somebody else's album, kept here whatever the budget for images says. */
const Keep = (props: { readonly album: AlbumRow }) => {
  const keep = createCommand('album.keep-offline')
  return (
    <div>
      <Checkbox
        label={albumPage.keep}
        hint={albumPage.keepHint}
        checked={props.album.keptOffline}
        onChange={kept =>
          void keep.run({ account: props.album.account, album: props.album.album, keep: kept })
        }
      />
      <ErrorWords error={keep.error() ?? null} />
    </div>
  )
}
