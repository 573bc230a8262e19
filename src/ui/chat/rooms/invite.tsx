import { createSignal, Show } from 'solid-js'
import type { ConversationRow, PersonCard } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { infoWords, newConversationWords } from '../../strings/chat-rooms.ts'
import { createChosenPeople } from './chosen-people.ts'
import { PeoplePicker } from './people-picker.tsx'

/** Connections who are not in the room yet. */
export const Invite = (props: { readonly conversation: ConversationRow }) => {
  const people = createRow(() => ({ type: 'people' }))
  const invite = createCommand('room.invite')
  const [open, setOpen] = createSignal(false)
  const { chosen, toggle, clear } = createChosenPeople()
  const others = (): readonly PersonCard[] => {
    const members = new Set(props.conversation.members.map(member => member.account))
    return (people()?.connections ?? []).filter(person => !members.has(person.account))
  }
  const close = (): void => {
    clear()
    invite.forget()
    setOpen(false)
  }
  const confirm = async (): Promise<void> => {
    const accounts = [...chosen()]
    if ((await invite.run({ conversation: props.conversation.id, accounts })).ok) close()
  }
  return (
    <>
      <div>
        <Button icon="plus" onPress={() => setOpen(true)}>
          {infoWords.invite}
        </Button>
      </div>
      <Dialog open={open()} title={infoWords.inviteTitle} onClose={close}>
        <Show when={others().length > 0} fallback={<p>{infoWords.inviteNobody}</p>}>
          <PeoplePicker
            people={others()}
            chosen={chosen()}
            label={newConversationWords.people}
            onToggle={toggle}
          />
          <ErrorWords error={invite.error() ?? null} />
          <div class="row">
            <Button onPress={close}>{infoWords.cancel}</Button>
            <Button
              look="primary"
              disabled={chosen().size === 0}
              busy={invite.pending() && infoWords.inviting}
              onPress={() => void confirm()}
            >
              {chosen().size === 0 ? infoWords.invite : infoWords.inviteConfirm(chosen().size)}
            </Button>
          </div>
        </Show>
      </Dialog>
    </>
  )
}
