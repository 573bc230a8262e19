import { createMemo, lazy, Show, Suspense } from 'solid-js'
import type { AccountIdText } from '../../../core/api.ts'

const SafetyDialog = lazy(async () => ({ default: (await import('./safety-dialog.tsx')).SafetyDialog }))

interface SafetyDoorProps {
  readonly open: boolean
  readonly account: AccountIdText
  readonly onClose: () => void
}

/** Comparing draws and scans codes, so it is loaded when somebody first asks for it. */
export const SafetyDoor = (props: SafetyDoorProps) => {
  const wasAsked = createMemo<boolean>(before => before || props.open, false)
  return (
    <Show when={wasAsked()}>
      <Suspense>
        <SafetyDialog {...props} />
      </Suspense>
    </Show>
  )
}
