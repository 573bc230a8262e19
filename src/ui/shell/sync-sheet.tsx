import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { SyncRow } from '../../core/api.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorWords } from '../components/error-words.tsx'
import { Notice } from '../components/notice.tsx'
import { createCommand } from '../primitives/create-command.ts'
import { syncWords } from '../strings/errors.ts'
import {
  imagesSentText,
  imagesWaitingText,
  queueText,
  shellStrings,
  syncMeaning,
  syncStrings,
} from '../strings/shell.ts'

interface SyncSheetProps {
  readonly row: SyncRow
  readonly open: boolean
  readonly onClose: () => void
}

export const SyncSheet = (props: SyncSheetProps) => {
  const retry = createCommand('sync.retry')
  return (
    <Dialog shape="sheet" open={props.open} title={syncStrings.title} onClose={() => props.onClose()}>
      <p>{syncMeaning(props.row)}</p>
      <Show when={props.row.problem}>
        {problem => (
          <Notice icon="alert">
            <strong>{syncWords(problem()).what}</strong>
            <br />
            {syncWords(problem()).next}
          </Notice>
        )}
      </Show>
      <dl class="sync-facts">
        <div>
          <dt>{syncStrings.relay}</dt>
          <dd>
            <Show when={props.row.relay} fallback={syncStrings.noRelay}>
              {relay => (
                <span class="mono" dir="ltr">
                  {relay()}
                </span>
              )}
            </Show>
          </dd>
        </div>
        <Show when={props.row.lastAcknowledgedMs}>
          {atMs => (
            <div>
              <dt>{syncStrings.lastAcknowledged}</dt>
              <dd>{syncStrings.moment(atMs())}</dd>
            </div>
          )}
        </Show>
        <div>
          <dt>{syncStrings.queue}</dt>
          <dd>
            <Show
              when={props.row.queue.length > 0}
              fallback={isAllThere(props.row) ? syncStrings.queueEmpty : syncStrings.queueEmptyHere}
            >
              <ul>
                <For each={props.row.queue}>{item => <li>{queueText(item)}</li>}</For>
              </ul>
            </Show>
          </dd>
        </div>
        <Show when={props.row.images.waiting > 0}>
          <div>
            <dt>{syncStrings.images}</dt>
            <dd>
              {imagesWaitingText(props.row.images)}
              <Show when={props.row.images.sent > 0}>
                <br />
                <span class="caption">{imagesSentText(props.row.images)}</span>
              </Show>
            </dd>
          </div>
        </Show>
      </dl>
      <ErrorWords error={retry.error() ?? null} />
      <div class="row">
        <Show when={props.row.relay !== null && !isAllThere(props.row)}>
          <Button busy={retry.pending() && syncStrings.retrying} onPress={() => void retry.run({})}>
            {syncStrings.retry}
          </Button>
        </Show>
        <A class="sync-settings" href="/settings/relay" onClick={() => props.onClose()}>
          {syncStrings.changeRelay}
        </A>
        <A class="sync-settings only-narrow" href="/settings" onClick={() => props.onClose()}>
          {shellStrings.settings}
        </A>
      </div>
    </Dialog>
  )
}

const isAllThere = (row: SyncRow): boolean => row.state === 'on-relay' && row.images.waiting === 0
