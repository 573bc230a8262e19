import { useSearchParams } from '@solidjs/router'
import { createSignal } from 'solid-js'
import type { AlbumIdText, AlbumsRow } from '../../../core/api.ts'
import { createKeptSignal } from '../../primitives/index.ts'
import type { Destination } from './destination.tsx'

/** Where to hang them: the album one came from, else the first, else a new one. */
export const createDestination = (row: () => AlbumsRow) => {
  const [params] = useSearchParams<{ album?: string }>()
  const [title, setTitle, forgetTitle] = createKeptSignal('add-album')
  const has = (album: AlbumIdText | null | undefined): album is AlbumIdText =>
    row().albums.some(one => one.album === album)
  const [chosen, setChosen] = createSignal<AlbumIdText | null | undefined>(params.album)
  const [audience, setAudience] = createSignal<Destination['audience']>('public')
  const album = (): AlbumIdText | null => {
    const asked = chosen()
    if (asked === null) return null
    return has(asked) ? asked : (row().albums[0]?.album ?? null)
  }
  return {
    value: (): Destination => ({ album: album(), title: title(), audience: audience() }),
    change: (next: Destination): void => {
      setChosen(next.album)
      setTitle(next.title)
      setAudience(next.audience)
    },
    settle: (album: AlbumIdText): void => {
      setChosen(album)
      forgetTitle()
    },
  }
}
