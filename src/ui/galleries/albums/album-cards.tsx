import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { AlbumCard } from '../../../core/api.ts'
import { Icon } from '../../components/index.ts'
import { albumsWords } from '../../strings/gallery-editing.ts'
import { WorkImage } from '../images/work-image.tsx'
import { albumPath } from '../paths.ts'
import styles from './album-cards.module.css'
import { cardRatio, cardTitle, isWholeInFrame } from './card-rules.ts'

/** A person's albums in their order, each behind a cover that keeps its shape. */
export const AlbumCards = (props: { readonly cards: readonly AlbumCard[] }) => (
  <ul class={styles['cards']}>
    <For each={props.cards}>
      {card => (
        <li class={styles['card']} style={{ '--ratio': cardRatio(card) }}>
          <A href={albumPath(card)} class={styles['link']}>
            <span class={styles['cover']}>
              <Cover card={card} />
            </span>
            <CardWords card={card} />
          </A>
        </li>
      )}
    </For>
  </ul>
)

/** Says nothing to a screen reader: the title beside it does. */
export const Cover = (props: { readonly card: AlbumCard }) => (
  <Show when={props.card.cover} fallback={<span class={styles['bare']}>{albumsWords.noWorks}</span>}>
    {cover => (
      <WorkImage
        place={{ account: props.card.account, album: props.card.album, work: cover().work }}
        image={cover().image}
        alt=""
        fit={isWholeInFrame(cover().image) ? 'cover' : 'whole'}
      />
    )}
  </Show>
)

const CardWords = (props: { readonly card: AlbumCard }) => (
  <span class={styles['words']}>
    <span class={styles['title']}>
      <bdi>{cardTitle(props.card)}</bdi>
      <Show when={props.card.year !== ''}>
        <span class={styles['year']}>
          , <bdi>{props.card.year}</bdi>
        </span>
      </Show>
    </span>
    <Show when={props.card.kind === 'project' && props.card.role !== ''}>
      <bdi class={styles['role']}>{props.card.role}</bdi>
    </Show>
    <Show when={props.card.audience === 'only-me'}>
      <span class={styles['only-you']}>
        <Icon name="lock" />
        {albumsWords.onlyYou}
      </span>
    </Show>
    <Show when={props.card.audience === 'connections'}>
      <span class={styles['only-you']}>
        <Icon name="people" />
        {albumsWords.forConnections[props.card.isOwn ? 'own' : 'others']}
      </span>
    </Show>
    <Show when={props.card.isOwn && props.card.copy === 'only-here'}>
      <span class={styles['only-you']}>
        <Icon name="device" />
        {albumsWords.copies['only-here']}
      </span>
    </Show>
  </span>
)
