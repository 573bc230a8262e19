import { createEffect } from 'solid-js'
import type { AccentName, SettingsRow, ThemeChoice } from '../../core/api.ts'

const key = 'gesso.appearance'

/** Draws the page in the chosen theme and accent, and remembers them for the next first paint. */
export const createAppearance = (settings: () => SettingsRow | undefined): void => {
  createEffect(() => {
    const row = settings()
    if (row === undefined) return
    apply(row.theme, row.accent)
    remember(`${row.theme} ${row.accent}`)
  })
}

/** Before the core has answered: what was chosen last time, so that nothing flashes. */
export const applyRememberedAppearance = (): void => {
  const [theme, accent] = (recall() ?? '').split(' ')
  if (theme !== undefined && accent !== undefined) apply(theme, accent)
}

const apply = (theme: ThemeChoice | (string & {}), accent: AccentName | (string & {})): void => {
  const { dataset } = document.documentElement
  if (theme === 'light' || theme === 'dark') dataset['theme'] = theme
  else delete dataset['theme']
  dataset['accent'] = accent
}

const recall = (): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const remember = (text: string): void => {
  try {
    localStorage.setItem(key, text)
  } catch {
    // Without storage the theme is applied a moment later on the next start; nothing else depends on it.
  }
}
