import { createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import './menu.css'

interface MenuItem {
  readonly label: string
  readonly icon: IconName
  readonly onPress: () => void
}

/** A button that opens a short list of actions; arrows move, Escape closes and gives the focus back. */
export const Menu = (props: { readonly label: string; readonly items: readonly MenuItem[] }) => {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  let root: HTMLDivElement | undefined
  let opener: HTMLButtonElement | undefined

  const entries = (): HTMLElement[] => [...(root?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  const show = (): void => {
    setOpen(true)
    entries()[0]?.focus()
  }
  const hide = (): void => {
    setOpen(false)
    opener?.focus()
  }
  const move = (step: number): void => {
    const all = entries()
    const at = all.findIndex(entry => entry === document.activeElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open()) return
    if (event.key === 'Escape') hide()
    else if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Tab') return void setOpen(false)
    else return
    event.preventDefault()
  }
  const closeOutside = (event: PointerEvent): void => {
    if (event.target instanceof Node && root?.contains(event.target) !== true) setOpen(false)
  }
  document.addEventListener('pointerdown', closeOutside)
  onCleanup(() => document.removeEventListener('pointerdown', closeOutside))

  return (
    <div class="menu" ref={found => (root = found)} onKeyDown={onKeyDown}>
      <button
        ref={found => (opener = found)}
        class="icon-button"
        type="button"
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-controls={open() ? id : undefined}
        onClick={() => (open() ? hide() : show())}
      >
        <Icon name="more" />
      </button>
      <Show when={open()}>
        <div class="menu-list" role="menu" id={id} aria-label={props.label}>
          <For each={props.items}>
            {item => (
              <button
                class="menu-item"
                type="button"
                role="menuitem"
                tabindex={-1}
                onClick={() => {
                  hide()
                  item.onPress()
                }}
              >
                <Icon name={item.icon} />
                {item.label}
              </button>
            )}
          </For>
        </div>
      </Show>
    </div>
  )
}
