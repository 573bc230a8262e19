import { createSignal, For, Show } from 'solid-js'
import type { DeviceRow } from '../../core/api.ts'
import { Button, Icon, Notice } from '../components/index.ts'
import { createRow } from '../primitives/index.ts'
import { CopyButton } from '../profiles/copy-button.tsx'
import { formatDate } from '../strings/format.ts'
import { identityWords } from '../strings/settings.ts'
import styles from './devices-section.module.css'
import { RevokeDialog } from './revoke-dialog.tsx'

export const DevicesSection = () => {
  const session = createRow(() => ({ type: 'session' }))
  const account = (): string => {
    const state = session()
    return state?.kind === 'open' ? state.account : ''
  }
  return (
    <>
      <div class="stack">
        <h2>{identityWords.idTitle}</h2>
        <p>{identityWords.idText}</p>
        <p class={styles['id']} dir="ltr" translate="no">
          {account()}
        </p>
        <div class="row">
          <CopyButton
            text={account()}
            label={identityWords.copyId}
            copied={identityWords.idCopied}
            failed={identityWords.copyFailed}
          />
        </div>
      </div>
      <Devices />
    </>
  )
}

const Devices = () => {
  const devices = createRow(() => ({ type: 'devices' }))
  const [asked, setAsked] = createSignal<DeviceRow | null>(null)
  const isRevoked = (): boolean =>
    devices()?.some(device => device.isThis && device.status === 'revoked') === true
  return (
    <div class="section">
      <h2>{identityWords.devicesTitle}</h2>
      <p>{identityWords.devicesText}</p>
      <Show when={isRevoked()}>
        <Notice icon="alert">{identityWords.thisIsRevoked}</Notice>
      </Show>
      <ul class={styles['devices']}>
        <For each={devices()} fallback={<li>{identityWords.noDevices}</li>}>
          {device => (
            <DeviceItem device={device} mayRevoke={!isRevoked()} onRevoke={() => setAsked({ ...device })} />
          )}
        </For>
      </ul>
      <RevokeDialog device={asked()} onClose={() => setAsked(null)} />
    </div>
  )
}

interface DeviceItemProps {
  readonly device: DeviceRow
  readonly mayRevoke: boolean
  onRevoke(): void
}

const DeviceItem = (props: DeviceItemProps) => {
  const isOther = (): boolean => props.device.status === 'active' && !props.device.isThis
  return (
    <li class={styles['device']}>
      <Icon name="device" />
      <div class={styles['words']}>
        <p>
          <bdi class={styles['name']}>{nameOf(props.device)}</bdi>
          <Show when={props.device.isThis}>
            <span class={styles['this']}>{identityWords.thisDevice}</span>
          </Show>
        </p>
        <p class="caption">{identityWords.added(formatDate(props.device.addedAtMs))}</p>
        <p class="caption">{explanationFor(props.device)}</p>
      </div>
      <Show when={isOther() && props.mayRevoke}>
        <Button onPress={() => props.onRevoke()}>
          {props.device.canRevoke ? identityWords.revoke : identityWords.revokeByWords}
          <span class="visually-hidden">{` ${nameOf(props.device)}`}</span>
        </Button>
      </Show>
    </li>
  )
}

const nameOf = (device: DeviceRow): string => device.name || identityWords.unnamed

const explanationFor = (device: DeviceRow): string => {
  if (device.status === 'revoked') return identityWords.revokedState
  if (device.isThis) return identityWords.isThis
  return device.canRevoke ? '' : identityWords.isOlder
}
