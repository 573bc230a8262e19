import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import type { AlbumRow, Audience } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { audienceChange as words } from '../../strings/album-making.ts'
import { audienceWords } from '../../strings/intake.ts'
import { editAlbumPath } from '../albums/own-paths.ts'
import styles from './edit-album.module.css'

const audiences = Object.keys(audienceWords.names) as Audience[]

/** Who sees the album now, and what it would mean to change that, said before it happens. */
export const AudiencePart = (props: { readonly album: AlbumRow }) => {
  const change = createCommand('album.set-audience')
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal<Audience | null>(null)
  const others = (): readonly Audience[] => audiences.filter(one => one !== props.album.audience)
  const confirm = async (audience: Audience): Promise<void> => {
    const made = await change.run({ album: props.album.album, audience })
    if (!made.ok) return
    setAsking(null)
    navigate(editAlbumPath(made.value.album, 'audience'), { replace: true })
  }
  return (
    <div class={styles['fields']}>
      <div class="stack stack-close">
        <p class="lead">{words.now[props.album.audience]}</p>
        <p>{audienceWords.meanings[props.album.audience]}</p>
      </div>
      <div class="row">
        <For each={others()}>
          {other => <Button onPress={() => setAsking(other)}>{words.to[other]}…</Button>}
        </For>
      </div>
      <Show when={asking()} keyed>
        {to => (
          <Dialog open title={words.dialogTitle[to]} onClose={() => setAsking(null)}>
            <ul class={styles['effects']}>
              <For each={words.effects(props.album.audience, to, props.album.tiles.length)}>
                {effect => <li>{effect}</li>}
              </For>
            </ul>
            <ErrorWords error={change.error() ?? null} />
            <div class="row">
              <Button onPress={() => setAsking(null)}>{words.cancel}</Button>
              <Button
                look="primary"
                busy={change.pending() && words.working}
                onPress={() => void confirm(to)}
              >
                {words.confirm[to]}
              </Button>
            </div>
          </Dialog>
        )}
      </Show>
    </div>
  )
}
