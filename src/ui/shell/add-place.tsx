import { useLocation } from '@solidjs/router'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { Icon } from '../components/icon.tsx'
import { addPath } from '../galleries/albums/own-paths.ts'
import { shellStrings } from '../strings/shell.ts'

const AddMenu = lazy(async () => ({ default: (await import('./add-menu.tsx')).AddMenu }))

/** The one place of the bar that is no address: it opens a small menu, loaded when first asked for. */
export const AddPlace = () => {
  const [open, setOpen] = createSignal(false)
  const [asked, setAsked] = createSignal(false)
  const place = useLocation()
  const isHere = (): boolean => place.pathname === addPath()
  return (
    <>
      <button
        type="button"
        class="place place-add"
        classList={{ active: isHere() }}
        aria-haspopup="dialog"
        aria-current={isHere() ? 'page' : undefined}
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      >
        <Icon name="plus" />
        <span>{shellStrings.add}</span>
      </button>
      <Show when={asked()}>
        <Suspense>
          <AddMenu open={open()} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  )
}
