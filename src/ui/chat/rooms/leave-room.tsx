import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import type { ConversationRow } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { infoWords } from '../../strings/chat-rooms.ts'
import { messagesPath } from '../paths.ts'

/** Says what is lost before one goes. */
export const LeaveRoom = (props: { readonly conversation: ConversationRow }) => {
  const navigate = useNavigate()
  const leave = createCommand('room.leave')
  const [asking, setAsking] = createSignal(false)
  const isLastAdmin = (): boolean => {
    const members = props.conversation.members.filter(member => member.state === 'member')
    const admins = members.filter(member => member.role === 'admin')
    return members.length > 1 && admins.length === 1 && admins[0]?.isOwn === true
  }
  const confirm = async (): Promise<void> => {
    if ((await leave.run({ conversation: props.conversation.id })).ok) navigate(messagesPath)
  }
  return (
    <>
      <div>
        <Button look="danger" onPress={() => setAsking(true)}>
          {infoWords.leave}
        </Button>
      </div>
      <Dialog open={asking()} title={infoWords.leaveTitle} onClose={() => setAsking(false)}>
        <p>{infoWords.leaveMeaning}</p>
        <Show when={isLastAdmin()}>
          <p>{infoWords.leaveAsLastAdmin}</p>
        </Show>
        <ErrorWords error={leave.error() ?? null} />
        <div class="row">
          <Button onPress={() => setAsking(false)}>{infoWords.stay}</Button>
          <Button look="danger" busy={leave.pending() && infoWords.leaving} onPress={() => void confirm()}>
            {infoWords.leave}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
