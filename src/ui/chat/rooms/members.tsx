import { A } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import type { ConversationMember, ConversationRow } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, Icon, IconButton } from '../../components/index.ts'
import { Initials } from '../../components/initials.tsx'
import { createCommand } from '../../primitives/index.ts'
import { personPath } from '../../profiles/person-address.ts'
import { chatWords } from '../../strings/chat.ts'
import { infoWords } from '../../strings/chat-rooms.ts'
import { verifiedNames } from '../../strings/people.ts'
import styles from './rooms.module.css'

interface MembersProps {
  readonly conversation: ConversationRow
  readonly mayManage: boolean
}

/** Who is in it, as what, and whether one is sure of them. */
export const Members = (props: MembersProps) => {
  const [managing, setManaging] = createSignal<ConversationMember>()
  return (
    <>
      <ul class={styles['members']}>
        <For each={props.conversation.members}>
          {member => (
            <Member
              member={member}
              isRoom={props.conversation.kind === 'room'}
              {...(props.mayManage && !member.isOwn ? { onManage: () => setManaging(member) } : {})}
            />
          )}
        </For>
      </ul>
      <Show when={managing()}>
        {member => (
          <ManageMember
            conversation={props.conversation.id}
            member={member()}
            onClose={() => setManaging(undefined)}
          />
        )}
      </Show>
    </>
  )
}

interface MemberProps {
  readonly member: ConversationMember
  readonly isRoom: boolean
  readonly onManage?: () => void
}

const Member = (props: MemberProps) => {
  const name = (): string => chatWords.named(props.member.name)
  const state = (): string => {
    if (props.member.state === 'invited') return infoWords.invited
    return props.member.role === 'admin' ? infoWords.admin : infoWords.member
  }
  return (
    <li class={styles['member']}>
      <Initials name={name()} />
      <div class={styles['member-words']}>
        <A class={styles['member-name']} href={props.member.isOwn ? '/me' : personPath(props.member.account)}>
          <bdi>{name()}</bdi>
        </A>
        <p class={`caption ${styles['member-state']}`}>
          <Show when={props.member.isOwn}>
            <span>{infoWords.you}</span>
          </Show>
          <Show when={props.isRoom}>
            <span>
              {props.member.isOwn ? '· ' : ''}
              {state()}
            </span>
          </Show>
          <Show when={!props.member.isOwn}>
            <Show when={props.isRoom}>
              <span>·</span>
            </Show>
            <Show when={props.member.verified !== 'no'}>
              <Icon name="verified" />
            </Show>
            <span>{verifiedNames[props.member.verified]}</span>
          </Show>
        </p>
      </div>
      <Show when={props.onManage}>
        {manage => <IconButton icon="more" label={infoWords.more(name())} onPress={() => manage()()} />}
      </Show>
    </li>
  )
}

interface ManageMemberProps {
  readonly conversation: string
  readonly member: ConversationMember
  readonly onClose: () => void
}

/** What an admin may do about a member: each says what it means before it happens. */
const ManageMember = (props: ManageMemberProps) => {
  const remove = createCommand('room.remove')
  const promote = createCommand('room.make-admin')
  const [step, setStep] = createSignal<'menu' | 'remove' | 'admin'>('menu')
  const name = (): string => chatWords.named(props.member.name)
  const target = () => ({ conversation: props.conversation, account: props.member.account })
  const finish = async (act: Promise<{ readonly ok: boolean }>): Promise<void> => {
    if ((await act).ok) props.onClose()
  }
  const title = (): string => {
    if (step() === 'remove') return infoWords.removeTitle(name())
    return step() === 'admin' ? infoWords.makeAdminTitle(name()) : name()
  }
  return (
    <Dialog open title={title()} onClose={() => props.onClose()}>
      <Show when={step() === 'menu'}>
        <div class="row">
          <Show when={props.member.role === 'member' && props.member.state === 'member'}>
            <Button onPress={() => setStep('admin')}>{infoWords.makeAdmin}</Button>
          </Show>
          <Button look="danger" onPress={() => setStep('remove')}>
            {infoWords.remove}
          </Button>
        </div>
      </Show>
      <Show when={step() === 'admin'}>
        <p>{infoWords.makeAdminMeaning}</p>
        <ErrorWords error={promote.error() ?? null} />
        <div class="row">
          <Button onPress={() => props.onClose()}>{infoWords.cancel}</Button>
          <Button
            look="primary"
            busy={promote.pending() && infoWords.making}
            onPress={() => void finish(promote.run(target()))}
          >
            {infoWords.makeAdmin}
          </Button>
        </div>
      </Show>
      <Show when={step() === 'remove'}>
        <p>{infoWords.removeMeaning}</p>
        <ErrorWords error={remove.error() ?? null} />
        <div class="row">
          <Button onPress={() => props.onClose()}>{infoWords.cancel}</Button>
          <Button
            look="danger"
            busy={remove.pending() && infoWords.removing}
            onPress={() => void finish(remove.run(target()))}
          >
            {infoWords.remove}
          </Button>
        </div>
      </Show>
    </Dialog>
  )
}
