import { createSignal, Show } from 'solid-js'
import type { PrivacyRow } from '../../core/api.ts'
import { ErrorWords, LinkButton, Notice } from '../components/index.ts'
import { Checkbox } from '../components/checkbox.tsx'
import { blockedPath } from '../connections/paths.ts'
import { ListingSwitch } from '../network-people/listing-switch.tsx'
import { MuteSection } from '../network-people/mute-section.tsx'
import { createCommand, createRow } from '../primitives/index.ts'
import { listingWords } from '../strings/discovery.ts'
import { privacyWords } from '../strings/people.ts'
import { askForNotices, type NoticePermission } from './notice-permission.ts'

/** What others may know of one's reading and writing, who may find one, and whom or what one does not want to see. */
export const PrivacySection = () => {
  const privacy = createRow(() => ({ type: 'privacy' }))
  const people = createRow(() => ({ type: 'people' }))
  return (
    <>
      <Show when={privacy()}>{row => <Switches privacy={row()} />}</Show>
      <section class="section" aria-labelledby="being-found">
        <h2 id="being-found">{listingWords.title}</h2>
        <ListingSwitch />
      </section>
      <MuteSection />
      <section class="section" aria-labelledby="blocked-people">
        <h2 id="blocked-people">{privacyWords.peopleTitle}</h2>
        <Show when={people()}>
          {row => (
            <>
              <p>{privacyWords.blocked(row().blocked.length)}</p>
              <Show when={row().blocked.length > 0}>
                <div>
                  <LinkButton href={blockedPath}>{privacyWords.toBlocked}</LinkButton>
                </div>
              </Show>
            </>
          )}
        </Show>
      </section>
    </>
  )
}

const Switches = (props: { readonly privacy: PrivacyRow }) => {
  const change = createCommand('privacy.change')
  const [refused, setRefused] = createSignal<Exclude<NoticePermission, 'granted'> | null>(null)
  const [asking, setAsking] = createSignal(false)
  const set = (next: Partial<PrivacyRow>): void => void change.run({ change: next })
  /** A refusal takes the mark off the box again. */
  const setNotices = async (wanted: boolean): Promise<void> => {
    setRefused(null)
    setAsking(wanted)
    const permission = wanted ? await askForNotices() : 'granted'
    if (permission === 'granted') await change.run({ change: { notices: wanted } })
    else setRefused(permission)
    setAsking(false)
  }
  return (
    <div class="stack">
      <div>
        <Checkbox
          label={privacyWords.typing}
          hint={privacyWords.typingHint}
          checked={props.privacy.typing}
          onChange={typing => set({ typing })}
        />
        <Checkbox
          label={privacyWords.receipts}
          hint={privacyWords.receiptsHint}
          checked={props.privacy.readReceipts}
          onChange={readReceipts => set({ readReceipts })}
        />
        <p class="caption">{privacyWords.allDevices}</p>
      </div>
      <div>
        <Checkbox
          label={privacyWords.notices}
          hint={privacyWords.noticesHint}
          checked={props.privacy.notices || asking()}
          onChange={wanted => void setNotices(wanted)}
        />
        <Show when={refused()}>
          {reason => (
            <Notice urgency="alert" icon="alert">
              {reason() === 'denied' ? privacyWords.noticesDenied : privacyWords.noticesUnknown}
            </Notice>
          )}
        </Show>
      </div>
      <ErrorWords error={change.error() ?? null} />
    </div>
  )
}
