import { createSignal, Show } from 'solid-js'
import type { SyncRow } from '../../core/api.ts'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon.tsx'
import { createRow } from '../primitives/create-row.ts'
import { syncChipText, syncStrings } from '../strings/shell.ts'
import './sync.css'
import { SyncSheet } from './sync-sheet.tsx'

const iconOf = (row: SyncRow): IconName => {
  switch (row.state) {
    case 'needs-you':
      return 'alert'
    case 'sending':
      return 'sending'
    case 'on-relay':
      return row.images.waiting > 0 ? 'waiting' : 'relay'
    case 'offline':
      return isWaiting(row) ? 'waiting' : 'offline'
    case 'connecting':
      return isWaiting(row) ? 'waiting' : 'device'
    case 'off':
      return 'device'
  }
}

const isWaiting = (row: SyncRow): boolean => row.waiting + row.images.waiting > 0

/** Where everything is, in icon and words, from acknowledgements alone. */
export const SyncChip = () => {
  const sync = createRow(() => ({ type: 'sync' }))
  const [open, setOpen] = createSignal(false)
  return (
    <Show when={sync()}>
      {row => (
        <>
          <button
            class="sync-chip"
            type="button"
            data-state={row().state}
            aria-haspopup="dialog"
            aria-label={syncStrings.chipLabel(syncChipText(row()))}
            onClick={() => setOpen(true)}
          >
            <Icon name={iconOf(row())} />
            <span>{syncChipText(row())}</span>
          </button>
          <SyncSheet row={row()} open={open()} onClose={() => setOpen(false)} />
        </>
      )}
    </Show>
  )
}
