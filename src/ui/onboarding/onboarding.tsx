import { Match, Switch } from 'solid-js'
import { createKeptSignal } from '../primitives/create-kept-signal.ts'
import type { Release } from '../primitives/create-release.ts'
import { Alone } from '../shell/alone.tsx'
import { BringStep } from './bring-step.tsx'
import { NameStep } from './name-step.tsx'
import './onboarding.css'
import { WelcomeStep } from './welcome-step.tsx'

/** From nothing to a place of one's own, in two screens; or the way back to one that exists. */
export const Onboarding = (props: { readonly release: Release }) => {
  const [step, setStep, forgetStep] = createKeptSignal('onboarding-step', 'welcome')
  return (
    <Alone release={props.release}>
      <Switch fallback={<WelcomeStep onMake={() => setStep('name')} onBring={() => setStep('bring')} />}>
        <Match when={step() === 'name'}>
          <NameStep onBack={() => setStep('welcome')} onDone={forgetStep} />
        </Match>
        <Match when={step() === 'bring'}>
          <BringStep onBack={() => setStep('welcome')} onDone={forgetStep} />
        </Match>
      </Switch>
    </Alone>
  )
}
