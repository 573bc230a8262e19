import { createSignal, Match, Show, Switch } from 'solid-js'
import { Button, ErrorWords } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { listingWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'

/** Asked once, where people are looked for; afterwards it is a switch among the settings. */
export const ListingCard = () => {
  const listing = createRow(() => ({ type: 'listing' }))
  const sync = createRow(() => ({ type: 'sync' }))
  const change = createCommand('listing.change')
  const [answered, setAnswered] = createSignal<'listed' | 'not-listed' | null>(null)
  let place: HTMLElement | undefined
  const hasRelay = (): boolean => sync() !== undefined && sync()?.state !== 'off'
  const answer = async (listed: boolean): Promise<void> => {
    if (!(await change.run({ listed })).ok) return
    setAnswered(listed ? 'listed' : 'not-listed')
    // The button that was pressed is gone.
    place?.focus()
  }
  return (
    <Show when={answered() !== null || (listing() === 'unasked' && hasRelay())}>
      <section
        ref={found => (place = found)}
        class={styles['question']}
        tabindex="-1"
        aria-labelledby="listing-question"
      >
        <h2 id="listing-question">{listingWords.question}</h2>
        <Switch>
          <Match when={answered()}>
            {said => (
              <p role="status">
                {said() === 'listed' ? listingWords.listed : listingWords.notListed} {listingWords.where}
              </p>
            )}
          </Match>
          <Match when={answered() === null}>
            <p>{listingWords.meaning}</p>
            <ErrorWords error={change.error() ?? null} />
            <div class="row">
              <Button busy={change.pending() && listingWords.saving} onPress={() => void answer(true)}>
                {listingWords.yes}
              </Button>
              <Button look="quiet" onPress={() => void answer(false)}>
                {listingWords.no}
              </Button>
            </div>
          </Match>
        </Switch>
      </section>
    </Show>
  )
}
