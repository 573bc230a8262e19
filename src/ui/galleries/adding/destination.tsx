import { Show } from 'solid-js'
import type { AlbumCard, AlbumIdText, Audience } from '../../../core/api.ts'
import { TextField } from '../../components/index.ts'
import { addPage, audienceWords } from '../../strings/intake.ts'
import { AudienceChoice } from '../albums/new-album-form.tsx'
import { SelectField } from '../editing/select-field.tsx'

export interface Destination {
  /** Null: a new album is made for them. */
  readonly album: AlbumIdText | null
  readonly title: string
  readonly audience: Audience
}

interface DestinationProps {
  readonly albums: readonly AlbumCard[]
  readonly value: Destination
  readonly onChange: (value: Destination) => void
}

const newAlbum = ''

/** Where the works hang, and so who sees them: said before anything is added. */
export const DestinationFields = (props: DestinationProps) => {
  const change = (part: Partial<Destination>): void => props.onChange({ ...props.value, ...part })
  const chosen = (): AlbumCard | undefined => props.albums.find(one => one.album === props.value.album)
  const choices = () => [
    ...props.albums.map(({ album, title, audience }) => ({
      value: album,
      label: addPage.albumOption(title === '' ? addPage.untitled : title, audience),
    })),
    { value: newAlbum, label: addPage.newAlbumChoice },
  ]
  return (
    <div class="stack">
      <Show when={props.albums.length > 0}>
        <SelectField
          label={addPage.album}
          hint={hintOf(chosen())}
          value={props.value.album ?? newAlbum}
          choices={choices()}
          onChoose={album => change({ album: album === newAlbum ? null : album })}
        />
      </Show>
      <Show when={props.value.album === null}>
        <TextField
          label={addPage.newAlbumTitle}
          hint={addPage.newAlbumTitleHint}
          value={props.value.title}
          onInput={title => change({ title })}
        />
        <AudienceChoice value={props.value.audience} onChoose={audience => change({ audience })} />
      </Show>
    </div>
  )
}

const hintOf = (card: AlbumCard | undefined): string =>
  card === undefined ? '' : `${audienceWords.names[card.audience]}. ${audienceWords.meanings[card.audience]}`
