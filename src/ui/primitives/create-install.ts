import { createSignal } from 'solid-js'

/** Chromium's event; other browsers never send it. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}

const isInstallPrompt = (event: Event): event is InstallPromptEvent => 'prompt' in event

const [offered, setOffered] = createSignal<InstallPromptEvent | null>(null)
const [installed, setInstalled] = createSignal(false)

/** Holds the browser's offer until the person asks for it. Once, at the start: it is sent only once. */
export const listenForInstallOffer = (): void => {
  setInstalled(matchMedia('(display-mode: standalone)').matches)
  window.addEventListener('beforeinstallprompt', event => {
    event.preventDefault()
    if (isInstallPrompt(event)) setOffered(event)
  })
  window.addEventListener('appinstalled', () => {
    setInstalled(true)
    setOffered(null)
  })
}

export const useInstall = (): {
  readonly canInstall: () => boolean
  readonly installed: () => boolean
  install(): Promise<void>
} => ({
  canInstall: () => offered() !== null,
  installed,
  install: async () => {
    await offered()?.prompt()
    setOffered(null)
  },
})
