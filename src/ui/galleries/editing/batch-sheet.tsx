import { createSignal } from 'solid-js'
import type { AlbumIdText, WorkId } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../../components/index.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { batchEdit } from '../../strings/gallery-editing.ts'
import { editsFrom, sharedFieldsFromText, sharedFieldsToText } from './shared-fields.ts'
import { SharedFieldsForm } from './shared-fields-form.tsx'

interface BatchSheetProps {
  readonly album: AlbumIdText
  readonly works: readonly WorkId[]
  readonly open: boolean
  readonly onClose: () => void
  readonly onApplied: (count: number) => void
}

/** One change for many works, carried out when it is asked for: they may differ in what they have now. */
export const BatchSheet = (props: BatchSheetProps) => (
  <Dialog
    shape="sheet"
    open={props.open}
    title={batchEdit.title(props.works.length)}
    onClose={() => props.onClose()}
  >
    <BatchForm {...props} />
  </Dialog>
)

const BatchForm = (props: BatchSheetProps) => {
  const edit = createCommand('works.edit')
  const [text, setText, forget] = createKeptSignal('batch-edit')
  const [isEmpty, setEmpty] = createSignal(false)
  const creditId = crypto.randomUUID()
  const fields = () => sharedFieldsFromText(text(), creditId)
  const apply = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const edits = editsFrom(fields())
    setEmpty(edits.length === 0)
    if (edits.length === 0 || edit.pending()) return
    const { works } = props
    if (!(await edit.run({ album: props.album, works, edits })).ok) return
    forget()
    props.onApplied(works.length)
  }
  return (
    <form class="stack" noValidate onSubmit={event => void apply(event)}>
      <p class="caption">{batchEdit.hint}</p>
      <SharedFieldsForm fields={fields()} onChange={next => setText(sharedFieldsToText(next))} />
      <p role="status">{isEmpty() ? batchEdit.nothing : ''}</p>
      <ErrorWords error={edit.error() ?? null} />
      <div>
        <Button type="submit" look="primary" busy={edit.pending() && batchEdit.applying}>
          {batchEdit.apply(props.works.length)}
        </Button>
      </div>
    </form>
  )
}
