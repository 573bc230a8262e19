import { Navigate, useLocation, useNavigate, useParams } from '@solidjs/router'
import { Match, Show, Switch, type JSX } from 'solid-js'
import type { AlbumRow, AlbumState, WorkRow } from '../../core/api.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { Looking } from '../profiles/looking.tsx'
import { albumPage } from '../strings/galleries.ts'
import { AlbumReading } from './wall/album-reading.tsx'
import { MissingAlbum } from './wall/missing-album.tsx'
import { albumPath, workPath } from './paths.ts'
import { Viewer } from './viewer/viewer.tsx'
import { openedState, wasOpenedHere } from './wall/opened-here.ts'
import type { WallHandle } from './wall/create-window.ts'

/** What the owner of an album finds on its page besides the works. Each is left out for everybody else. */
export interface OwnerSlots {
  /** Under the title: edit, add works. */
  readonly actions?: (album: AlbumRow) => JSX.Element
  /** In place of the wall while nothing hangs on it. */
  readonly empty?: (album: AlbumRow) => JSX.Element
  /** Above everything: alternatives, works on their way. */
  readonly notices?: (album: AlbumRow) => JSX.Element
  /** In the viewer, at the top of the details: edit, replace, bin. */
  readonly work?: (work: WorkRow) => JSX.Element
}

/**
 * An album, and over it the viewer when the address names a work. For the routes
 * `/people/:account/albums/:album` and `/me/albums/:album`, each also with `/works/:work` after it.
 */
export const AlbumPage = (props: { readonly own?: OwnerSlots }) => {
  const params = useParams<{ account?: string; album: string; work?: string }>()
  const session = createRow(() => ({ type: 'session' }))
  const account = (): string | undefined => {
    const state = session()
    return params.account ?? (state?.kind === 'open' ? state.account : undefined)
  }
  const state = createRow(() => {
    const of = account()
    return of === undefined ? undefined : { type: 'album', account: of, album: params.album }
  })
  const retry = createCommand('sync.retry')
  return (
    <Switch
      fallback={
        <Looking
          title={albumPage.title}
          words={albumPage.looking}
          longWords={params.account === undefined ? albumPage.lookingOwnLong : albumPage.lookingLong}
        />
      }
    >
      <Match when={params.account !== undefined && shown(state())?.album.isOwn}>
        <ToOwn album={params.album} work={params.work} />
      </Match>
      <Match when={shown(state())}>
        {found => <Shown state={found()} work={params.work} own={props.own} />}
      </Match>
      <Match when={missing(state())}>
        {found => (
          <MissingAlbum state={found()} account={params.account} onTryAgain={() => void retry.run({})} />
        )}
      </Match>
    </Switch>
  )
}

type ShownState = Extract<AlbumState, { readonly kind: 'shown' }>

const shown = (state: AlbumState | undefined): ShownState | undefined =>
  state?.kind === 'shown' ? state : undefined

const missing = (state: AlbumState | undefined) =>
  state === undefined || state.kind === 'shown' || state.kind === 'looking' ? undefined : state

/** One's own album has one address on one's own devices. */
const ToOwn = (props: { readonly album: string; readonly work: string | undefined }) => {
  const location = useLocation()
  const path = (): string => {
    const place = { account: '', album: props.album, isOwn: true }
    return props.work === undefined ? albumPath(place) : workPath(place, props.work)
  }
  return <Navigate href={path()} state={location.state ?? {}} />
}

interface ShownProps {
  readonly state: ShownState
  readonly work: string | undefined
  readonly own: OwnerSlots | undefined
}

const Shown = (props: ShownProps) => {
  const navigate = useNavigate()
  const location = useLocation()
  const album = (): AlbumRow => props.state.album
  const own = (): OwnerSlots => (album().isOwn ? (props.own ?? {}) : {})
  let wall: WallHandle | undefined

  const close = (): void => {
    const index = album().tiles.findIndex(tile => tile.id === props.work)
    if (wasOpenedHere(location.state)) navigate(-1)
    else navigate(albumPath(album()), { replace: true, scroll: false })
    // Once the dialog has given the focus back to where it came from.
    setTimeout(() => wall?.focus(index), 0)
  }
  const go = (work: string): void =>
    navigate(workPath(album(), work), {
      replace: true,
      scroll: false,
      state: wasOpenedHere(location.state) ? openedState : {},
    })

  return (
    <>
      <AlbumReading
        album={album()}
        isHeld={props.state.freshness === 'held'}
        own={own()}
        onWall={handle => (wall = handle)}
      />
      <Show when={props.work}>
        {work => <Viewer album={album()} work={work()} onGo={go} onClose={close} ownerActions={own().work} />}
      </Show>
    </>
  )
}
