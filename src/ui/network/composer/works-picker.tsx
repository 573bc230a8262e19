import { Show } from 'solid-js'
import { postPictures, type AlbumCard, type PostWork, type WorkTile } from '../../../core/api.ts'
import { Button, Dialog } from '../../components/index.ts'
import { PickWork } from '../../galleries/picking/pick-work.tsx'
import { createRow } from '../../primitives/index.ts'
import { composerPageWords as words } from '../../strings/network-writing.ts'
import { isSameWork } from './draft-rules.ts'

interface WorksPickerProps {
  readonly chosen: readonly PostWork[]
  readonly room: number
  readonly onToggle: (work: PostWork) => void
  readonly onClose: () => void
}

/** Several works of one's own, from any albums. */
export const WorksPicker = (props: WorksPickerProps) => {
  const session = createRow(() => ({ type: 'session' }))
  const self = (): string | undefined => {
    const state = session()
    return state?.kind === 'open' ? state.account : undefined
  }
  return (
    <Dialog open title={words.chooseWorks} onClose={() => props.onClose()}>
      <Show when={self()}>
        {account => (
          <PickWork
            account={account()}
            isChosen={(album, tile) => props.chosen.some(one => isSameWork(one, workOf(album, tile)))}
            onChoose={(album, tile) => props.onToggle(workOf(album, tile))}
          />
        )}
      </Show>
      <p class="caption" role="status">
        {words.chosen(props.chosen.length)}
        {props.room === 0 ? `. ${words.full(postPictures)}` : ''}
      </p>
      <div class="row">
        <Button look="primary" onPress={() => props.onClose()}>
          {words.done}
        </Button>
      </div>
    </Dialog>
  )
}

const workOf = (album: AlbumCard, tile: WorkTile): PostWork => ({
  account: album.account,
  album: album.album,
  work: tile.id,
  title: tile.title,
  alt: tile.alt,
  image: tile.image,
})
