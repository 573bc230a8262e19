import { Show } from 'solid-js'
import { Checkbox } from '../components/checkbox.tsx'
import { ErrorWords } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { listingWords } from '../strings/discovery.ts'

/** Whether the relay may list oneself, with what that means. Off until somebody turns it on. */
export const ListingSwitch = () => {
  const listing = createRow(() => ({ type: 'listing' }))
  const change = createCommand('listing.change')
  return (
    <Show when={listing()}>
      {state => (
        <div>
          <Checkbox
            label={listingWords.label}
            hint={listingWords.hint}
            checked={state() === 'listed'}
            onChange={listed => void change.run({ listed })}
          />
          <ErrorWords error={change.error() ?? null} />
        </div>
      )}
    </Show>
  )
}
