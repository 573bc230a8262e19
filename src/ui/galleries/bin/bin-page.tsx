import { createMemo, createSignal, For, Show } from 'solid-js'
import type { AccountIdText, BinnedItem } from '../../../core/api.ts'
import { Button, ErrorWords, Icon, LinkButton, PageHeading } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { binWords } from '../../strings/gallery-editing.ts'
import { WorkImage } from '../images/work-image.tsx'
import { keyOf, nameOf, newestFirst, refOf } from './bin-rules.ts'
import styles from './bin.module.css'
import { DeleteDialog } from './delete-dialog.tsx'

/** What was taken down, how long it still waits, and the way back. */
export const BinPage = () => {
  const session = createRow(() => ({ type: 'session' }))
  const bin = createRow(() => ({ type: 'bin' }))
  const account = (): AccountIdText => {
    const state = session()
    return state?.kind === 'open' ? state.account : ''
  }
  return (
    <div class="page">
      <div class="stack stack-close measure">
        <PageHeading title={binWords.title}>{binWords.title}</PageHeading>
        <p class="caption">{binWords.lead}</p>
      </div>
      <Show when={bin()}>{items => <Bin items={newestFirst(items())} account={account()} />}</Show>
    </div>
  )
}

const Bin = (props: { readonly items: readonly BinnedItem[]; readonly account: AccountIdText }) => {
  const restore = createCommand('bin.restore')
  const [deleting, setDeleting] = createSignal<readonly BinnedItem[]>([])
  const [said, setSaid] = createSignal('')
  const keys = createMemo(() => props.items.map(keyOf), [], {
    equals: (a, b) => a.length === b.length && a.every((key, at) => key === b[at]),
  })
  const byKey = createMemo(() => new Map(props.items.map(item => [keyOf(item), item])))
  let place: HTMLDivElement | undefined
  const bringBack = async (item: BinnedItem): Promise<void> => {
    const name = nameOf(item)
    if (!(await restore.run({ items: [refOf(item)] })).ok) return
    setSaid(binWords.restored(name))
    place?.focus()
  }
  return (
    <div ref={found => (place = found)} tabindex="-1" class={styles['bin']}>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <ErrorWords error={restore.error() ?? null} />
      <Show when={props.items.length > 0} fallback={<Empty />}>
        <ul class={styles['items']} aria-label={binWords.list}>
          <For each={keys()}>
            {key => (
              <Show when={byKey().get(key)}>
                {item => (
                  <BinRow
                    item={item()}
                    account={props.account}
                    onRestore={() => void bringBack(item())}
                    onDelete={() => setDeleting([item()])}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={props.items.length > 1}>
          <div>
            <Button onPress={() => setDeleting(props.items)}>{binWords.emptyAll}</Button>
          </div>
        </Show>
      </Show>
      <DeleteDialog
        items={deleting()}
        onClose={() => setDeleting([])}
        onDeleted={() => {
          setDeleting([])
          place?.focus()
        }}
      />
    </div>
  )
}

const Empty = () => (
  <div class="stack">
    <p class="lead">{binWords.empty}</p>
    <div>
      <LinkButton href="/me">{binWords.toMe}</LinkButton>
    </div>
  </div>
)

interface BinRowProps {
  readonly item: BinnedItem
  readonly account: AccountIdText
  readonly onRestore: () => void
  readonly onDelete: () => void
}

const BinRow = (props: BinRowProps) => {
  const work = () => (props.item.kind === 'work' ? props.item : undefined)
  const name = (): string => nameOf(props.item)
  return (
    <li class={styles['item']}>
      <span class={styles['picture']}>
        <Show when={work()} fallback={<Icon name="copy" />}>
          {one => (
            <WorkImage
              place={{ account: props.account, album: one().album, work: one().work }}
              image={one().image}
              alt=""
              fit="whole"
            />
          )}
        </Show>
      </span>
      <div class={styles['words']}>
        <p dir="auto">{name()}</p>
        <p class="caption">
          {binWords.when(props.item.binnedAtMs)} · {binWords.daysLeft(props.item.daysLeft)}
        </p>
      </div>
      <div class={styles['actions']}>
        <Button onPress={() => props.onRestore()}>
          {binWords.restore}
          <span class="visually-hidden">: {name()}</span>
        </Button>
        <Button look="quiet" onPress={() => props.onDelete()}>
          {binWords.remove}
          <span class="visually-hidden">: {name()}</span>
        </Button>
      </div>
    </li>
  )
}
