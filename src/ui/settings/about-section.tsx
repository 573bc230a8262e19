import { Match, Switch } from 'solid-js'
import { Button } from '../components/index.ts'
import { useInstall } from '../primitives/index.ts'
import { aboutWords } from '../strings/settings.ts'
import styles from './facts.module.css'

export const AboutSection = () => (
  <>
    <p class="lead">{aboutWords.what}</p>
    <dl class={styles['facts']}>
      <div>
        <dt>{aboutWords.version}</dt>
        <dd>{__APP_VERSION__}</dd>
      </div>
      <div>
        <dt>{aboutWords.licence}</dt>
        <dd>{aboutWords.licenceText}</dd>
      </div>
    </dl>
    <Install />
  </>
)

/** A button where the browser offered to install, else the way through its menu. */
const Install = () => {
  const install = useInstall()
  return (
    <div class="section">
      <h2>{aboutWords.installTitle}</h2>
      <Switch
        fallback={
          <>
            <p>{aboutWords.howElse}</p>
            <p>{aboutWords.howIphone}</p>
          </>
        }
      >
        <Match when={install.installed()}>
          <p>{aboutWords.installed}</p>
        </Match>
        <Match when={install.canInstall()}>
          <p>{aboutWords.canInstall}</p>
          <div>
            <Button look="primary" onPress={() => void install.install()}>
              {aboutWords.install}
            </Button>
          </div>
        </Match>
      </Switch>
    </div>
  )
}
