import { A } from '@solidjs/router'
import { createMemo, createSignal, For, Match, Show, Switch, type JSX } from 'solid-js'
import type { ImageTile, PostImage, PostRow, PostWork } from '../../../core/api.ts'
import { Glimpse } from '../../galleries/images/glimpse.tsx'
import { LargeImage } from '../../galleries/images/large-image.tsx'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { workPath } from '../../galleries/paths.ts'
import { createNear } from '../../primitives/create-near.ts'
import { createRow } from '../../primitives/index.ts'
import { postWords } from '../../strings/network.ts'
import styles from './post-wall.module.css'
import { wallRows, type PictureRow } from './wall-rows.ts'

type PostOfWall = Pick<PostRow, 'account' | 'id' | 'author'>

interface PostWallProps {
  readonly post: PostOfWall
  readonly images: readonly PostImage[]
  readonly works: readonly PostWork[]
}

type Hung =
  | { readonly kind: 'image'; readonly image: PostImage }
  | { readonly kind: 'work'; readonly work: PostWork }

/** The pictures of a post, those that came with it and works that hang elsewhere, each in its own shape. */
export const PostWall = (props: PostWallProps) => {
  const [isNear, watch] = createNear()
  const hung = createMemo<readonly Hung[]>(() => [
    ...props.images.map(image => ({ kind: 'image' as const, image })),
    ...props.works.map(work => ({ kind: 'work' as const, work })),
  ])
  const places = createMemo(() => wallRows(hung().map(aspectOf)).flatMap(placesIn))
  return (
    <ul ref={list => watch(list)} class={styles['wall']} aria-label={postWords.pictures}>
      <For each={hung()}>
        {(one, at) => (
          <li class={styles['picture']} style={places()[at()] ?? {}}>
            <Picture hung={one} post={props.post} name={nameIn(one, at(), hung().length)} isNear={isNear()} />
          </li>
        )}
      </For>
    </ul>
  )
}

const aspectOf = (hung: Hung): number => {
  const image = hung.kind === 'image' ? hung.image.image : hung.work.image
  return image === null ? 1 : image.width / image.height
}

/** What the style sheet makes widths and shapes of. */
const placesIn = ({ pictures, share }: PictureRow): readonly JSX.CSSProperties[] => {
  const row = pictures.reduce((sum, { aspect }) => sum + aspect, 0)
  return pictures.map(({ aspect }, at) => ({
    '--aspect': aspect,
    '--part': aspect / row,
    '--gaps': pictures.length - 1,
    '--share': share,
    '--rest': at === pictures.length - 1 ? 1 - share : 0,
  }))
}

const nameIn = (hung: Hung, at: number, count: number): string => {
  const words = hung.kind === 'image' ? hung.image.alt : hung.work.alt || hung.work.title
  return words.trim() || postWords.picture(at + 1, count)
}

interface PictureProps {
  readonly hung: Hung
  readonly post: PostOfWall
  readonly name: string
  readonly isNear: boolean
}

const Picture = (props: PictureProps) => (
  <Switch>
    <Match when={props.hung.kind === 'image' && props.hung.image}>
      {image => <OwnPicture {...props} image={image()} />}
    </Match>
    <Match when={props.hung.kind === 'work' && props.hung.work}>
      {work => <HungElsewhere {...props} work={work()} />}
    </Match>
  </Switch>
)

const OwnPicture = (props: PictureProps & { readonly image: PostImage }) => {
  const [isOpen, setOpen] = createSignal(false)
  const place = () => ({ account: props.post.account, post: props.post.id })
  return (
    <>
      <button
        type="button"
        class={styles['open']}
        aria-label={postWords.openPicture(props.name)}
        onClick={() => setOpen(true)}
      >
        <Show when={props.isNear} fallback={<Tone image={props.image.image} />}>
          <WorkImage place={place()} image={props.image.image} alt="" fit="whole" />
        </Show>
      </button>
      <Show when={isOpen()}>
        <LargeImage
          place={place()}
          image={props.image.image}
          alt={props.image.alt}
          title={postWords.pictureBy(props.post.author.name)}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
  )
}

/** A work as it hangs now, else as it was when it was posted. */
const HungElsewhere = (props: PictureProps & { readonly work: PostWork }) => {
  const place = () => ({ account: props.work.account, album: props.work.album, work: props.work.work })
  const isOwn = (): boolean => props.post.author.isOwn && props.work.account === props.post.account
  const state = createRow(() => (props.isNear ? { type: 'work', ...place() } : undefined))
  const current = (): ImageTile | undefined => {
    const now = state()
    return now?.kind === 'shown' ? now.work.versions.find(one => one.isCurrent)?.image : undefined
  }
  const why = (): string | undefined => {
    const now = state()?.kind
    if (now === 'gone') return postWords.workGone
    return now === 'not-for-you' ? postWords.workNotForYou : undefined
  }
  return (
    <A
      class={styles['open']}
      href={workPath({ ...place(), isOwn: isOwn() }, props.work.work)}
      aria-label={props.name}
    >
      <Show
        when={current()}
        fallback={
          <Show when={props.work.image} fallback={<span class={styles['bare']}>{props.name}</span>}>
            {image => <Glimpse image={image()} />}
          </Show>
        }
      >
        {image => <WorkImage place={place()} image={image()} alt="" fit="whole" />}
      </Show>
      <Show when={why()}>{words => <span class={styles['why']}>{words()}</span>}</Show>
    </A>
  )
}

const Tone = (props: { readonly image: ImageTile }) => (
  <span class={styles['tone']} style={{ background: props.image.colour }} />
)
