import { Match, Show, Switch } from 'solid-js'
import type { AccountIdText } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { CopyButton } from '../../profiles/copy-button.tsx'
import { createOwnProfile, whenKind } from '../../profiles/own-profile.ts'
import { connectWords } from '../../strings/meeting.ts'
import { CodePicture } from './code-picture.tsx'
import styles from './code.module.css'
import { createShownCode } from './create-shown-code.ts'

/** One's own code with one's name under it, always a fresh one. `answers`: whom one has scanned just before. */
export const OwnCode = (props: { readonly answers: AccountIdText | null }) => {
  const code = createShownCode(() => props.answers)
  const profile = createOwnProfile()
  const name = (): string => whenKind(profile(), 'shown')?.profile.name ?? ''
  return (
    <div class={styles['own']}>
      <Switch fallback={<p class={styles['blank']}>{connectWords.making}</p>}>
        <Match when={code.text()}>
          {text => (
            <figure class={styles['figure']}>
              <CodePicture text={text()} label={connectWords.picture(name())} />
              <figcaption>
                <bdi class={styles['name']}>{name()}</bdi>
                <span class="caption" role="timer">
                  {connectWords.timer(code.secondsLeft())}
                </span>
              </figcaption>
            </figure>
          )}
        </Match>
      </Switch>
      <Show when={code.error()}>
        {error => (
          <>
            <ErrorWords error={error()} />
            <div>
              <Button onPress={() => code.again()}>{connectWords.again}</Button>
            </div>
          </>
        )}
      </Show>
      <Show when={code.text()} keyed>
        {text => (
          <div>
            <CopyButton
              look="quiet"
              text={text}
              label={connectWords.copy}
              copied={connectWords.copied}
              failed={connectWords.copyFailed}
            />
          </div>
        )}
      </Show>
    </div>
  )
}
