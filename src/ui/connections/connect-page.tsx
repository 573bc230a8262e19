import { createSignal, Show } from 'solid-js'
import { Button, ErrorWords, PageHeading } from '../components/index.ts'
import { connectWords } from '../strings/meeting.ts'
import { OwnCode } from './code/own-code.tsx'
import styles from './connect-page.module.css'
import { createTaking, type Met } from './create-taking.ts'
import { MetSomebody } from './met-somebody.tsx'
import { CameraScan } from './scan/camera-scan.tsx'
import { PasteCode } from './scan/paste-code.tsx'
import { PhotoScan } from './scan/photo-scan.tsx'

/** Two people show each other their codes; whoever was scanned last is done. */
export const ConnectPage = () => {
  const [met, setMet] = createSignal<Met | null>(null)
  return (
    <Show when={met()} keyed fallback={<Ways onMet={setMet} />}>
      {person => <MetSomebody met={person} onAgain={() => setMet(null)} />}
    </Show>
  )
}

interface WaysProps {
  readonly onMet: (met: Met) => void
}

const Ways = (props: WaysProps) => (
  <div class={`page ${styles['page']}`}>
    <div class="stack stack-close measure">
      <PageHeading title={connectWords.title} step="ways">
        {connectWords.title}
      </PageHeading>
      <p class="lead">{connectWords.lead}</p>
    </div>
    <div class={styles['ways']}>
      <Stage onMet={props.onMet} />
      <Others onMet={props.onMet} />
    </div>
  </div>
)

/** One's own code, or the camera in its place. */
const Stage = (props: WaysProps) => {
  const [scanning, setScanning] = createSignal(false)
  const taking = createTaking(met => props.onMet(met))
  let place: HTMLElement | undefined
  const turn = (): void => {
    taking.forget()
    setScanning(now => !now)
    // On a small screen the button is below what it changes.
    if (place !== undefined && place.getBoundingClientRect().top < 0) place.scrollIntoView()
  }
  return (
    <section
      ref={found => (place = found)}
      class={styles['stage']}
      aria-label={scanning() ? connectWords.scan : connectWords.mine}
    >
      <Show when={scanning()} fallback={<OwnCode answers={null} />}>
        <CameraScan onText={text => taking.take(text)} error={taking.error()} />
      </Show>
      <div class={styles['turn']}>
        <Button look={scanning() ? 'plain' : 'primary'} icon={scanning() ? 'back' : 'scan'} onPress={turn}>
          {scanning() ? connectWords.showMine : connectWords.scan}
        </Button>
        <p class="caption">{connectWords.scanHint}</p>
      </div>
    </section>
  )
}

const Others = (props: WaysProps) => {
  const byPhoto = createTaking(met => props.onMet(met))
  const byText = createTaking(met => props.onMet(met))
  return (
    <section class={styles['others']} aria-labelledby="other-ways">
      <h2 id="other-ways">{connectWords.others}</h2>
      <div class="stack stack-close">
        <PhotoScan
          onText={text => {
            byPhoto.forget()
            return byPhoto.take(text)
          }}
        />
        <ErrorWords error={byPhoto.error()} />
      </div>
      <PasteCode
        busy={byText.pending()}
        error={byText.words()}
        onText={text => byText.take(text)}
        onInput={() => byText.forget()}
      />
    </section>
  )
}
