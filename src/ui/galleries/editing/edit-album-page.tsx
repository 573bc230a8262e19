import { useParams, useSearchParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { AccountIdText, AlbumIdText, AlbumRow, AlbumState, WorkId } from '../../../core/api.ts'
import { LinkButton, PageHeading } from '../../components/index.ts'
import { PartLinks } from '../../components/part-links.tsx'
import { createRow } from '../../primitives/index.ts'
import { Looking } from '../../profiles/looking.tsx'
import { editAlbum } from '../../strings/gallery-editing.ts'
import { addPage } from '../../strings/intake.ts'
import { addPath, binPath, editAlbumPath, type EditPart } from '../albums/own-paths.ts'
import { albumPath } from '../paths.ts'
import { AboutPart } from './about-part.tsx'
import { ArrangePart } from './arrange-part.tsx'
import { AudiencePart } from './audience-part.tsx'
import styles from './edit-album.module.css'
import { WorkSheet } from './work-sheet.tsx'

export const EditAlbumPage = () => {
  const params = useParams<{ album: string }>()
  const session = createRow(() => ({ type: 'session' }))
  const account = (): AccountIdText | undefined => {
    const state = session()
    return state?.kind === 'open' ? state.account : undefined
  }
  return (
    <Show when={account()}>
      {own => (
        // Drafts belong to one album, so another one is another page.
        <Show when={params.album} keyed>
          {album => <OneAlbum account={own()} album={album} />}
        </Show>
      )}
    </Show>
  )
}

const OneAlbum = (props: { readonly account: AccountIdText; readonly album: AlbumIdText }) => {
  const state = createRow(() => ({ type: 'album', account: props.account, album: props.album }))
  const shown = (): AlbumRow | undefined => {
    const now = state()
    return now?.kind === 'shown' && now.album.isOwn ? now.album : undefined
  }
  const missing = (): AlbumState | undefined => {
    const now = state()
    return now === undefined || now.kind === 'looking' || now.kind === 'shown' ? undefined : now
  }
  return (
    <Switch
      fallback={
        <Looking title={editAlbum.heading} words={editAlbum.looking} longWords={editAlbum.lookingLong} />
      }
    >
      <Match when={shown()}>{album => <Editor album={album()} />}</Match>
      <Match when={missing()}>{now => <Missing state={now()} />}</Match>
    </Switch>
  )
}

const parts = Object.keys(editAlbum.partNames) as EditPart[]

const Editor = (props: { readonly album: AlbumRow }) => {
  const [params, setParams] = useSearchParams<{ part?: string; work?: string }>()
  const part = (): EditPart => parts.find(one => one === params.part) ?? 'works'
  const title = (): string => (props.album.title === '' ? addPage.untitled : props.album.title)
  const open = (work: WorkId | undefined): void => setParams({ work }, { replace: true, scroll: false })
  return (
    <div class="page">
      <div class={styles['head']}>
        <PageHeading title={editAlbum.title(title())}>
          <bdi>{title()}</bdi>
        </PageHeading>
        <div class="row">
          <LinkButton href={addPath(props.album.album)} icon="plus">
            {editAlbum.addWorks}
          </LinkButton>
          <LinkButton href={albumPath(props.album)} look="primary">
            {editAlbum.done}
          </LinkButton>
        </div>
      </div>
      <PartLinks
        label={editAlbum.parts}
        parts={parts}
        shown={part()}
        name={name => editAlbum.partNames[name]}
        href={name => editAlbumPath(props.album.album, name)}
        replace
      />
      <Switch>
        <Match when={part() === 'works'}>
          <ArrangePart album={props.album} onOpen={open} />
        </Match>
        <Match when={part() === 'about'}>
          <AboutPart album={props.album} />
        </Match>
        <Match when={part() === 'audience'}>
          <AudiencePart album={props.album} />
        </Match>
      </Switch>
      <WorkSheet album={props.album} work={params.work} onGo={open} onClose={() => open(undefined)} />
    </div>
  )
}

const Missing = (props: { readonly state: AlbumState }) => {
  const isGone = (): boolean => props.state.kind !== 'unreadable'
  const words = (): string => {
    if (props.state.kind !== 'unreadable') return editAlbum.gone
    return props.state.reason === 'newer-version' ? editAlbum.unreadableNewer : editAlbum.unreadableBroken
  }
  return (
    <div class="page page-narrow">
      <PageHeading title={isGone() ? editAlbum.goneTitle : editAlbum.unreadableTitle} step={props.state.kind}>
        {isGone() ? editAlbum.goneTitle : editAlbum.unreadableTitle}
      </PageHeading>
      <p class="lead">{words()}</p>
      <div class="row">
        <LinkButton href="/me" look="primary">
          {editAlbum.toMe}
        </LinkButton>
        <Show when={isGone()}>
          <LinkButton href={binPath}>{editAlbum.toBin}</LinkButton>
        </Show>
      </div>
    </div>
  )
}
