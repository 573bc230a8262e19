import type { EntryId } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { postMenuWords } from '../../strings/network.ts'

interface DeletingProps {
  /** One's own post or comment. */
  readonly id: EntryId
  readonly onKeep: () => void
  readonly onDeleted: () => void
}

/** Says what deleting can do and what it cannot, before it happens. */
export const Deleting = (props: DeletingProps) => {
  const remove = createCommand('entry.delete')
  const confirm = async (): Promise<void> => {
    const { onDeleted, id } = props
    if ((await remove.run({ id })).ok) onDeleted()
  }
  return (
    <>
      <p>{postMenuWords.removeMeaning}</p>
      <ErrorWords error={remove.error() ?? null} />
      <div class="row">
        <Button onPress={() => props.onKeep()}>{postMenuWords.keep}</Button>
        <Button
          look="danger"
          busy={remove.pending() && postMenuWords.removing}
          onPress={() => void confirm()}
        >
          {postMenuWords.removeConfirm}
        </Button>
      </div>
    </>
  )
}
