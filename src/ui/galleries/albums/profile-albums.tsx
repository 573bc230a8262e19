import { createSignal, Match, Show, Switch } from 'solid-js'
import type { AccountIdText } from '../../../core/api.ts'
import { Button, LinkButton } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { albumsWords } from '../../strings/gallery-editing.ts'
import { AlbumCards } from './album-cards.tsx'
import styles from './album-cards.module.css'
import { AlbumRows } from './album-rows.tsx'
import { addPath, binPath } from './own-paths.ts'

/** The walls of one's own profile, with what puts them in order. */
export const OwnAlbums = (props: { readonly account: AccountIdText }) => {
  const row = createRow(() => ({ type: 'albums', account: props.account }))
  const [arranging, setArranging] = createSignal(false)
  const cards = () => row()?.albums ?? []
  return (
    <Show when={row()}>
      <section class={styles['section']} aria-labelledby="albums">
        <div class={styles['head']}>
          <h2 id="albums">{albumsWords.title}</h2>
          <div class={styles['actions']}>
            <Show when={cards().length > 1}>
              <Button look="quiet" onPress={() => setArranging(now => !now)}>
                {arranging() ? albumsWords.arrangeDone : albumsWords.arrange}
              </Button>
            </Show>
            <LinkButton look="quiet" href={binPath}>
              {albumsWords.bin}
            </LinkButton>
          </div>
        </div>
        <Switch fallback={<AlbumCards cards={cards()} />}>
          <Match when={cards().length === 0}>
            <div class={styles['empty']}>
              <p class="lead">{albumsWords.emptyOwn}</p>
              <LinkButton href={addPath()} look="primary" icon="plus">
                {albumsWords.addFirst}
              </LinkButton>
            </div>
          </Match>
          <Match when={arranging() && cards().length > 1}>
            <AlbumRows cards={cards()} />
          </Match>
        </Switch>
      </section>
    </Show>
  )
}

/** Somebody's walls as others see them: to look at. */
export const PersonAlbums = (props: { readonly account: AccountIdText; readonly publicOnly?: boolean }) => {
  const row = createRow(() => ({ type: 'albums', account: props.account }))
  const cards = () =>
    (row()?.albums ?? []).filter(card => props.publicOnly !== true || card.audience === 'public')
  const arriving = (): number => row()?.arriving ?? 0
  /** Of one's own, as those count them whom they are not for. */
  const notForYou = (): number =>
    props.publicOnly === true
      ? (row()?.albums ?? []).filter(card => card.audience === 'connections').length
      : (row()?.notForYou ?? 0)
  return (
    <Show when={cards().length + arriving() + notForYou() > 0}>
      <section class={styles['section']} aria-labelledby="albums">
        <h2 id="albums" class={cards().length > 0 ? 'visually-hidden' : undefined}>
          {albumsWords.title}
        </h2>
        <AlbumCards cards={cards()} />
        <Show when={arriving() > 0}>
          <p class="caption" role="status">
            {albumsWords.arriving(arriving())}
          </p>
        </Show>
        <Show when={notForYou() > 0}>
          <p class="caption">{albumsWords.notForYou(notForYou())}</p>
        </Show>
      </section>
    </Show>
  )
}
