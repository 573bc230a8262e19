import { Button } from '../components/button.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { onboardingStrings as words } from '../strings/onboarding.ts'
import { PrimedCanvas } from './primed-canvas.tsx'

export const WelcomeStep = (props: { readonly onMake: () => void; readonly onBring: () => void }) => (
  <div class="welcome">
    <figure class="welcome-work">
      <PrimedCanvas />
      <figcaption class="caption">
        <i>{words.label[0]}</i>, {words.label[1]}
      </figcaption>
    </figure>
    <div class="welcome-words">
      <PageHeading title={words.welcomeTitle} step="welcome">
        {words.welcomeTitle}
      </PageHeading>
      <p class="lead">{words.welcome}</p>
      <div class="welcome-actions">
        <Button look="primary" onPress={() => props.onMake()}>
          {words.make}
        </Button>
        <Button onPress={() => props.onBring()}>{words.bring}</Button>
      </div>
      <p class="caption">{words.noMail}</p>
    </div>
  </div>
)
