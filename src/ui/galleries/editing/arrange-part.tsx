import { createSignal, Show } from 'solid-js'
import type { AlbumRow, WorkId } from '../../../core/api.ts'
import { Button, ErrorWords, IconButton, LinkButton } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { offerUndo } from '../../shell/undo.ts'
import { arranging as words, editAlbum, batchEdit } from '../../strings/gallery-editing.ts'
import { addPath } from '../albums/own-paths.ts'
import { ArrangeGrid } from './arrange-grid.tsx'
import styles from './arrange.module.css'
import { BatchSheet } from './batch-sheet.tsx'
import { createArranging, type Arranging } from './create-arranging.ts'
import { MoveMenu } from './move-menu.tsx'

interface ArrangePartProps {
  readonly album: AlbumRow
  readonly onOpen: (work: WorkId) => void
}

/** Select, move, edit and take down works. */
export const ArrangePart = (props: ArrangePartProps) => {
  const arranging = createArranging(() => props.album)
  let grid: HTMLElement | undefined
  return (
    <div class={styles['part']}>
      <Show
        when={arranging.order().length > 0}
        fallback={
          <div class="stack">
            <p class="lead">{editAlbum.empty}</p>
            <div>
              <LinkButton href={addPath(props.album.album)} look="primary" icon="plus">
                {editAlbum.addWorks}
              </LinkButton>
            </div>
          </div>
        }
      >
        <Toolbar
          album={props.album}
          arranging={arranging}
          onOpen={props.onOpen}
          onLeave={() => grid?.focus({ preventScroll: true })}
        />
        <ErrorWords error={arranging.error() ?? null} />
        <ArrangeGrid
          album={props.album}
          arranging={arranging}
          onOpen={props.onOpen}
          onReady={box => (grid = box)}
        />
      </Show>
      <p class="visually-hidden" role="status">
        {arranging.said()}
      </p>
      <Show when={props.album.unreadable > 0}>
        <p class="caption">{editAlbum.unreadableWorks(props.album.unreadable)}</p>
      </Show>
    </div>
  )
}

interface ToolbarProps extends ArrangePartProps {
  readonly arranging: Arranging
  /** The button that had the focus is about to go. */
  readonly onLeave: () => void
}

const Toolbar = (props: ToolbarProps) => {
  const [open, setOpen] = createSignal<'move' | 'batch' | null>(null)
  const selected = (): readonly WorkId[] => props.arranging.selected()
  const tools = createTools(() => props)
  const select = (change: () => void): void => {
    change()
    props.onLeave()
  }
  const edit = (): void => {
    const [only] = selected()
    if (selected().length === 1 && only !== undefined) props.onOpen(only)
    else setOpen('batch')
  }
  return (
    <div class={styles['bar']} role="group" aria-label={words.moveMenu}>
      <Show when={selected().length > 0}>
        <IconButton
          icon="close"
          label={words.selectNone}
          onPress={() => select(props.arranging.selectNone)}
        />
      </Show>
      <p class={styles['count']} role="status">
        {words.selected(selected().length)}
      </p>
      <Show
        when={selected().length > 0}
        fallback={
          <Button look="quiet" onPress={() => select(props.arranging.selectAll)}>
            {words.selectAll}
          </Button>
        }
      >
        <Button look="quiet" onPress={edit}>
          {words.edit}
        </Button>
        <Button look="quiet" onPress={() => setOpen('move')}>
          {words.move}
        </Button>
        <Button look="quiet" onPress={() => void tools.bin()}>
          {words.bin}
        </Button>
      </Show>
      <ErrorWords error={tools.error() ?? null} />
      <MoveMenu
        album={props.album}
        arranging={props.arranging}
        open={open() === 'move'}
        onClose={() => setOpen(null)}
      />
      <BatchSheet
        album={props.album.album}
        works={selected()}
        open={open() === 'batch'}
        onClose={() => setOpen(null)}
        onApplied={count => {
          props.arranging.say(batchEdit.applied(count))
          setOpen(null)
        }}
      />
    </div>
  )
}

/** What the bar does with the works that are selected. */
const createTools = (props: () => ToolbarProps) => {
  const binWorks = createCommand('works.bin')
  const restore = createCommand('bin.restore')
  const bin = async (): Promise<void> => {
    const { arranging } = props()
    const { album } = props().album
    const works = arranging.selected()
    if (!(await binWorks.run({ album, works })).ok) return
    arranging.selectNone()
    props().onLeave()
    offerUndo({
      words: words.binned(works.length),
      undo: () => restore.run({ items: works.map(work => ({ kind: 'work', album, work })) }),
    })
  }
  return { bin, error: binWorks.error }
}
