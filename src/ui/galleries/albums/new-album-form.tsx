import { createSignal } from 'solid-js'
import type { AlbumIdText, AlbumKind, Audience } from '../../../core/api.ts'
import { Button, ChoiceGroup, ErrorWords, TextField } from '../../components/index.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { newAlbumWords } from '../../strings/album-making.ts'
import { audienceWords } from '../../strings/intake.ts'

interface NewAlbumFormProps {
  readonly onCreated: (album: AlbumIdText) => void
  readonly onCancel: () => void
}

const kinds = Object.keys(newAlbumWords.kinds) as AlbumKind[]
const audiences = Object.keys(audienceWords.names) as Audience[]

export const NewAlbumForm = (props: NewAlbumFormProps) => {
  const [title, setTitle, forgetTitle] = createKeptSignal('new-album')
  const [kind, setKind] = createSignal<AlbumKind>('album')
  const [audience, setAudience] = createSignal<Audience>('public')
  const create = createCommand('album.create')
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (create.pending()) return
    const made = await create.run({ title: title().trim(), kind: kind(), audience: audience() })
    if (!made.ok) return
    forgetTitle()
    props.onCreated(made.value.album)
  }
  return (
    <form class="stack stack-far" noValidate onSubmit={event => void submit(event)}>
      <TextField
        label={newAlbumWords.name}
        hint={newAlbumWords.nameHint}
        value={title()}
        autofocus
        onInput={setTitle}
      />
      <ChoiceGroup
        legend={newAlbumWords.kind}
        hint={newAlbumWords.kindMeanings[kind()]}
        value={kind()}
        choices={kinds.map(value => ({ value, label: newAlbumWords.kinds[value] }))}
        onChoose={setKind}
      />
      <AudienceChoice value={audience()} onChoose={setAudience} />
      <ErrorWords error={create.error() ?? null} />
      <div class="row">
        <Button type="submit" look="primary" busy={create.pending() && newAlbumWords.creating}>
          {newAlbumWords.create}
        </Button>
        <Button look="quiet" onPress={() => props.onCancel()}>
          {newAlbumWords.cancel}
        </Button>
      </div>
    </form>
  )
}

/** Who sees it, with what that means said plainly. */
export const AudienceChoice = (props: {
  readonly value: Audience
  readonly onChoose: (value: Audience) => void
}) => (
  <ChoiceGroup
    legend={audienceWords.legend}
    hint={audienceWords.meanings[props.value]}
    value={props.value}
    choices={audiences.map(value => ({ value, label: audienceWords.names[value] }))}
    onChoose={value => props.onChoose(value)}
  />
)
