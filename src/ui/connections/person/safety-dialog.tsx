import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { AccountIdText, PersonRow } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, Icon, LinkButton } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { safetyWords } from '../../strings/people.ts'
import { CodePicture } from '../code/code-picture.tsx'
import { connectPath } from '../paths.ts'
import { CameraScan } from '../scan/camera-scan.tsx'
import { digitsOf } from './safety-digits.ts'
import styles from './person.module.css'

interface SafetyDialogProps {
  readonly open: boolean
  readonly account: AccountIdText
  readonly onClose: () => void
}

/** Sixty digits that are the same on both sides unless somebody stands between them. */
export const SafetyDialog = (props: SafetyDialogProps) => {
  const person = createRow(() => (props.open ? { type: 'person', account: props.account } : undefined))
  return (
    <Dialog open={props.open} title={safetyWords.of(person()?.name ?? '')} onClose={() => props.onClose()}>
      <Show when={person()}>
        {row => (
          <Show when={row().safetyNumber.length > 0} fallback={<p>{safetyWords.notYet}</p>}>
            <Compare person={row()} />
          </Show>
        )}
      </Show>
    </Dialog>
  )
}

const Compare = (props: { readonly person: PersonRow }) => {
  const compare = createCommand('trust.compare')
  const confirm = createCommand('trust.confirm')
  const [outcome, setOutcome] = createSignal<'same' | 'differ' | null>(null)
  const [scanning, setScanning] = createSignal(false)
  const [refused, setRefused] = createSignal('')
  const account = (): AccountIdText => props.person.account

  const same = async (): Promise<void> => {
    if ((await confirm.run({ account: account() })).ok) setOutcome('same')
  }
  /** Whoever was verified is so no longer. */
  const differ = async (): Promise<void> => {
    if ((await compare.run({ account: account(), digits: null })).ok) setOutcome('differ')
  }
  const take = async (text: string): Promise<void> => {
    const digits = digitsOf(text)
    setRefused(digits === null ? safetyWords.notANumber : '')
    if (digits === null) return
    const result = await compare.run({ account: account(), digits })
    if (!result.ok) return
    setScanning(false)
    if (result.value.same) setOutcome('same')
    else await differ()
  }
  return (
    <Show
      when={outcome() !== 'differ'}
      fallback={<Differ name={props.person.name} onAgain={() => setOutcome(null)} />}
    >
      <p class={styles['verified']} role="status">
        <Icon name={props.person.verified === 'no' ? 'info' : 'verified'} />
        <span>
          {outcome() === 'same'
            ? safetyWords.nowSame(props.person.name)
            : safetyWords.verified[props.person.verified]}
        </span>
      </p>
      <p>{safetyWords.explained(props.person.name)}</p>
      <ol class={styles['groups']} aria-label={safetyWords.groups} dir="ltr" translate="no">
        <For each={props.person.safetyNumber}>{group => <li>{group}</li>}</For>
      </ol>
      <ErrorWords error={compare.error() ?? confirm.error() ?? null} />
      <div class="row">
        <Button look="primary" busy={confirm.pending() && safetyWords.working} onPress={() => void same()}>
          {safetyWords.same}
        </Button>
        <Button busy={compare.pending() && safetyWords.working} onPress={() => void differ()}>
          {safetyWords.differ}
        </Button>
      </div>
      <div class={styles['byCode']}>
        <Switch>
          <Match when={scanning()}>
            <CameraScan onText={take} error={null} refused={refused()} />
          </Match>
          <Match when={true}>
            <CodePicture text={props.person.safetyNumber.join('')} label={safetyWords.picture} />
          </Match>
        </Switch>
        <Button
          icon={scanning() ? 'close' : 'scan'}
          onPress={() => {
            setRefused('')
            setScanning(now => !now)
          }}
        >
          {scanning() ? safetyWords.stopScan : safetyWords.scan}
        </Button>
      </div>
    </Show>
  )
}

const Differ = (props: { readonly name: string; readonly onAgain: () => void }) => (
  <div class="stack" role="alert">
    <h3>{safetyWords.differTitle}</h3>
    <p>{safetyWords.differText(props.name)}</p>
    <ol class={styles['effects']}>
      <For each={safetyWords.differSteps}>{step => <li>{step}</li>}</For>
    </ol>
    <div class="row">
      <LinkButton look="primary" icon="scan" href={connectPath}>
        {safetyWords.meet}
      </LinkButton>
      <Button onPress={() => props.onAgain()}>{safetyWords.compareAgain}</Button>
    </div>
  </div>
)
