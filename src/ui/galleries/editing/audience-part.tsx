import { useNavigate } from '@solidjs/router'
import { createSignal, For } from 'solid-js'
import type { AlbumRow, Audience } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { audienceChange as words } from '../../strings/album-making.ts'
import { audienceWords } from '../../strings/intake.ts'
import { editAlbumPath } from '../albums/own-paths.ts'
import styles from './edit-album.module.css'

/** Who sees the album now, and what it would mean to change that, said before it happens. */
export const AudiencePart = (props: { readonly album: AlbumRow }) => {
  const change = createCommand('album.set-audience')
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal(false)
  const other = (): Audience => (props.album.audience === 'public' ? 'only-me' : 'public')
  const confirm = async (): Promise<void> => {
    const made = await change.run({ album: props.album.album, audience: other() })
    if (!made.ok) return
    setAsking(false)
    navigate(editAlbumPath(made.value.album, 'audience'), { replace: true })
  }
  return (
    <div class={styles['fields']}>
      <div class="stack stack-close">
        <p class="lead">{words.now[props.album.audience]}</p>
        <p>{audienceWords.meanings[props.album.audience]}</p>
      </div>
      <div>
        <Button onPress={() => setAsking(true)}>{words.to[other()]}…</Button>
      </div>
      <Dialog open={asking()} title={words.dialogTitle[other()]} onClose={() => setAsking(false)}>
        <ul class={styles['effects']}>
          <For each={words.effects(other(), props.album.tiles.length)}>{effect => <li>{effect}</li>}</For>
        </ul>
        <ErrorWords error={change.error() ?? null} />
        <div class="row">
          <Button onPress={() => setAsking(false)}>{words.cancel}</Button>
          <Button look="primary" busy={change.pending() && words.working} onPress={() => void confirm()}>
            {words.confirm[other()]}
          </Button>
        </div>
      </Dialog>
    </div>
  )
}
