import { Show } from 'solid-js'
import type { AccentName, ThemeChoice } from '../../core/api.ts'
import { ChoiceGroup, ErrorWords } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { accentNames } from '../strings/profiles.ts'
import { appearanceWords } from '../strings/settings.ts'

const themes = Object.keys(appearanceWords.themes) as ThemeChoice[]
const accents = Object.keys(accentNames) as AccentName[]

export const AppearanceSection = () => {
  const settings = createRow(() => ({ type: 'settings' }))
  const change = createCommand('settings.change')
  return (
    <Show when={settings()}>
      {row => (
        <>
          <ChoiceGroup
            legend={appearanceWords.theme}
            value={row().theme}
            choices={themes.map(value => ({ value, label: appearanceWords.themes[value] }))}
            onChoose={theme => void change.run({ change: { theme } })}
          />
          <ChoiceGroup
            legend={appearanceWords.accent}
            hint={appearanceWords.onlyHere}
            value={row().accent}
            choices={accents.map(value => ({ value, label: accentNames[value] }))}
            sample={value => <span class="swatch" data-accent={value} aria-hidden="true" />}
            onChoose={accent => void change.run({ change: { accent } })}
          />
          <ErrorWords error={change.error() ?? null} />
        </>
      )}
    </Show>
  )
}
