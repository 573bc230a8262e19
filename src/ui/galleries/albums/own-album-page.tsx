import { Show } from 'solid-js'
import { LinkButton, Notice } from '../../components/index.ts'
import { editAlbum } from '../../strings/gallery-editing.ts'
import { AlbumPage, type OwnerSlots } from '../album-page.tsx'
import { addPath, editAlbumPath, editWorkPath } from './own-paths.ts'
import styles from './album-cards.module.css'

const slots: OwnerSlots = {
  notices: album => (
    <Show when={album.alternatives.length > 0}>
      <Notice
        icon="alert"
        actions={<LinkButton href={editAlbumPath(album.album, 'about')}>{editAlbum.choose}</LinkButton>}
      >
        {editAlbum.alternatives}
      </Notice>
    </Show>
  ),
  actions: album => (
    <>
      <LinkButton href={addPath(album.album)} icon="plus">
        {editAlbum.addWorks}
      </LinkButton>
      <LinkButton href={editAlbumPath(album.album)} icon="edit" look="quiet">
        {editAlbum.heading}
      </LinkButton>
    </>
  ),
  empty: album => (
    <div class={styles['empty']}>
      <p class="lead">{editAlbum.empty}</p>
      <LinkButton href={addPath(album.album)} look="primary" icon="plus">
        {editAlbum.addWorks}
      </LinkButton>
    </div>
  ),
  work: work => (
    <LinkButton href={editWorkPath(work.album, work.id)} icon="edit">
      {editAlbum.editWork}
    </LinkButton>
  ),
}

/** One's own album to look at, with the ways to its editing. */
export const OwnAlbumPage = () => <AlbumPage own={slots} />
