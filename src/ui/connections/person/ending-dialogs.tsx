import type { PersonRow } from '../../../core/api.ts'
import { createCommand } from '../../primitives/index.ts'
import { offerUndo } from '../../shell/undo.ts'
import { blockDialog, personActions, removeDialog } from '../../strings/people.ts'
import { EffectsDialog } from './effects-dialog.tsx'

interface EndingProps {
  readonly open: boolean
  readonly person: PersonRow
  readonly onClose: () => void
  readonly onDone: (words: string) => void
}

/** A connection that ends cannot be brought back by one side, so only a block of a stranger can be undone. */
export const BlockDialog = (props: EndingProps) => {
  const block = createCommand('connection.block')
  const unblock = createCommand('connection.unblock')
  const run = async (): Promise<void> => {
    const { account, name, connection } = props.person
    const wasStranger = connection.kind === 'none'
    if (!(await block.run({ account })).ok) return
    const words = personActions.blocked(name)
    props.onClose()
    props.onDone(words)
    if (wasStranger) offerUndo({ words, undo: () => unblock.run({ account }) })
  }
  const effects = (): readonly string[] =>
    props.person.connection.kind === 'connected'
      ? [...blockDialog.effects, blockDialog.connection]
      : blockDialog.effects
  return (
    <EffectsDialog
      open={props.open}
      title={blockDialog.title(props.person.name)}
      effects={effects()}
      confirm={blockDialog.confirm}
      busy={block.pending() && blockDialog.working}
      keep={blockDialog.keep}
      error={block.error() ?? null}
      onConfirm={() => void run()}
      onClose={() => props.onClose()}
    />
  )
}

export const RemoveDialog = (props: EndingProps) => {
  const remove = createCommand('connection.remove')
  const run = async (): Promise<void> => {
    const { account, name } = props.person
    if (!(await remove.run({ account })).ok) return
    props.onClose()
    props.onDone(personActions.removed(name))
  }
  return (
    <EffectsDialog
      open={props.open}
      title={removeDialog.title(props.person.name)}
      effects={removeDialog.effects}
      confirm={removeDialog.confirm}
      busy={remove.pending() && removeDialog.working}
      keep={removeDialog.keep}
      error={remove.error() ?? null}
      onConfirm={() => void run()}
      onClose={() => props.onClose()}
    />
  )
}
