import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { AccountIdText, AlbumCard, AlbumIdText, WorkTile } from '../../../core/api.ts'
import { Button, Icon } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { pickWorkWords } from '../../strings/galleries.ts'
import { WorkImage } from '../images/work-image.tsx'
import styles from './pick-work.module.css'

interface PickWorkProps {
  /** Whose works. */
  readonly account: AccountIdText
  readonly onChoose: (album: AlbumCard, tile: WorkTile) => void
  /** Where several can be chosen: whether this one is. */
  readonly isChosen?: (album: AlbumCard, tile: WorkTile) => boolean
}

/** An album, and then a work in it. */
export const PickWork = (props: PickWorkProps) => {
  const albums = createRow(() => ({ type: 'albums', account: props.account }))
  const [openId, setOpenId] = createSignal<AlbumIdText>()
  const open = (): AlbumCard | undefined => albums()?.albums.find(one => one.album === openId())
  const withWorks = (): readonly AlbumCard[] => (albums()?.albums ?? []).filter(one => one.works > 0)
  return (
    <Switch>
      <Match when={open()}>
        {album => <Works {...props} album={album()} onBack={() => setOpenId(undefined)} />}
      </Match>
      <Match when={albums() !== undefined && withWorks().length === 0}>
        <p>{pickWorkWords.noAlbums}</p>
      </Match>
      <Match when={albums() !== undefined}>
        <ul class={styles['albums']} aria-label={pickWorkWords.albums}>
          <For each={withWorks()}>
            {album => <Album album={album} onOpen={() => setOpenId(album.album)} />}
          </For>
        </ul>
      </Match>
    </Switch>
  )
}

const Album = (props: { readonly album: AlbumCard; readonly onOpen: () => void }) => (
  <li>
    <button type="button" class={styles['album']} onClick={() => props.onOpen()}>
      <span class={styles['cover']} aria-hidden="true">
        <Show when={props.album.cover}>
          {cover => (
            <WorkImage
              place={{ account: props.album.account, album: props.album.album, work: cover().work }}
              image={cover().image}
              alt=""
            />
          )}
        </Show>
      </span>
      <span>
        <strong dir="auto">{props.album.title || pickWorkWords.untitledAlbum}</strong>
        <Show when={props.album.audience !== 'public'}>
          <span class="caption">
            {props.album.audience === 'only-me' ? pickWorkWords.onlyMe : pickWorkWords.connections}
          </span>
        </Show>
      </span>
      <Icon name="forward" />
    </button>
  </li>
)

interface WorksProps extends PickWorkProps {
  readonly album: AlbumCard
  readonly onBack: () => void
}

const Works = (props: WorksProps) => {
  const row = createRow(() => ({ type: 'album', account: props.album.account, album: props.album.album }))
  const tiles = (): readonly WorkTile[] => {
    const state = row()
    return state?.kind === 'shown' ? state.album.tiles : []
  }
  return (
    <>
      <div>
        <Button look="quiet" icon="back" onPress={() => props.onBack()}>
          {pickWorkWords.toAlbums}
        </Button>
      </div>
      <ul
        class={styles['works']}
        aria-label={pickWorkWords.works(props.album.title || pickWorkWords.untitledAlbum)}
      >
        <For each={tiles()}>
          {tile => (
            <li>
              <button
                type="button"
                class={styles['work']}
                aria-label={tile.title || tile.alt || pickWorkWords.untitled}
                aria-pressed={props.isChosen?.(props.album, tile)}
                onClick={() => props.onChoose(props.album, tile)}
              >
                <WorkImage
                  place={{ account: props.album.account, album: props.album.album, work: tile.id }}
                  image={tile.image}
                  alt=""
                />
                <Show when={props.isChosen?.(props.album, tile)}>
                  <span class={styles['mark']}>
                    <Icon name="check" />
                  </span>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
    </>
  )
}
