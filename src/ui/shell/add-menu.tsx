import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { Dialog, Icon } from '../components/index.ts'
import { NewAlbumForm } from '../galleries/albums/new-album-form.tsx'
import { connectPath } from '../connections/paths.ts'
import { addPath, editAlbumPath } from '../galleries/albums/own-paths.ts'
import { newPostPath } from '../network/paths.ts'
import { newAlbumWords } from '../strings/album-making.ts'
import { connectWords } from '../strings/meeting.ts'
import { shellStrings } from '../strings/shell.ts'

/** What ＋ leads to: works, an album to hang them in, or somebody to meet. */
export const AddMenu = (props: { readonly open: boolean; readonly onClose: () => void }) => {
  const navigate = useNavigate()
  const [step, setStep] = createSignal<'menu' | 'album'>('menu')
  const close = (): void => {
    setStep('menu')
    props.onClose()
  }
  const goTo = (path: string): void => {
    close()
    navigate(path)
  }
  return (
    <Dialog
      shape="sheet"
      open={props.open}
      title={step() === 'menu' ? shellStrings.addTitle : newAlbumWords.title}
      onClose={close}
    >
      <Show
        when={step() === 'menu'}
        fallback={<NewAlbumForm onCreated={album => goTo(editAlbumPath(album))} onCancel={close} />}
      >
        <ul class="add-menu">
          <li>
            <button type="button" class="add-choice" onClick={() => goTo(addPath())}>
              <Icon name="plus" />
              <span>
                <strong>{shellStrings.addWorks}</strong>
                <span class="caption">{shellStrings.addWorksHint}</span>
              </span>
            </button>
          </li>
          <li>
            <button type="button" class="add-choice" onClick={() => goTo(newPostPath)}>
              <Icon name="edit" />
              <span>
                <strong>{shellStrings.newPost}</strong>
                <span class="caption">{shellStrings.newPostHint}</span>
              </span>
            </button>
          </li>
          <li>
            <button type="button" class="add-choice" onClick={() => setStep('album')}>
              <Icon name="copy" />
              <span>
                <strong>{shellStrings.newAlbum}</strong>
                <span class="caption">{shellStrings.newAlbumHint}</span>
              </span>
            </button>
          </li>
          <li>
            <button type="button" class="add-choice" onClick={() => goTo(connectPath)}>
              <Icon name="scan" />
              <span>
                <strong>{connectWords.menu}</strong>
                <span class="caption">{connectWords.menuHint}</span>
              </span>
            </button>
          </li>
        </ul>
      </Show>
    </Dialog>
  )
}
