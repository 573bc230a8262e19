import type { ConversationId } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { invitationWords } from '../../strings/chat.ts'

interface AnswerInvitationProps {
  readonly conversation: ConversationId
  readonly title: string
  readonly onAccepted?: () => void
  readonly onDeclined?: () => void
}

/** To an invitation into a room: yes or no. */
export const AnswerInvitation = (props: AnswerInvitationProps) => {
  const accept = createCommand('room.accept')
  const leave = createCommand('room.leave')
  const yes = async (): Promise<void> => {
    if ((await accept.run({ conversation: props.conversation })).ok) props.onAccepted?.()
  }
  const no = async (): Promise<void> => {
    if ((await leave.run({ conversation: props.conversation })).ok) props.onDeclined?.()
  }
  return (
    <div class="stack stack-close">
      <div class="row">
        <Button
          look="primary"
          busy={accept.pending() && invitationWords.accepting}
          onPress={() => void yes()}
        >
          {invitationWords.accept}
          <span class="visually-hidden">: {props.title}</span>
        </Button>
        <Button busy={leave.pending() && invitationWords.declining} onPress={() => void no()}>
          {invitationWords.decline}
          <span class="visually-hidden">: {props.title}</span>
        </Button>
      </div>
      <ErrorWords error={accept.error() ?? leave.error() ?? null} />
    </div>
  )
}
