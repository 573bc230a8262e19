import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { Button, PageHeading, TextField } from '../components/index.ts'
import { createKeptSignal } from '../primitives/index.ts'
import { discover } from '../strings/profiles.ts'
import { parsePersonAddress, personPath, type PersonAddress } from './person-address.ts'

export const DiscoverPage = () => {
  const navigate = useNavigate()
  const [pasted, setPasted, forget] = createKeptSignal('discover')
  const [error, setError] = createSignal<string | null>(null)
  let form: HTMLFormElement | undefined

  const open = (event: SubmitEvent): void => {
    event.preventDefault()
    const address = parsePersonAddress(pasted())
    if (address.kind !== 'account') {
      setError(wordsFor(address))
      form?.querySelector('input')?.focus()
      return
    }
    forget()
    navigate(personPath(address.account))
  }

  return (
    <div class="page page-narrow">
      <PageHeading title={discover.title}>{discover.title}</PageHeading>
      <p class="lead">{discover.empty}</p>
      <form ref={found => (form = found)} class="stack" noValidate onSubmit={open}>
        <TextField
          label={discover.label}
          hint={discover.hint}
          error={error()}
          value={pasted()}
          verbatim
          required
          onInput={text => {
            setError(null)
            setPasted(text)
          }}
        />
        <div>
          <Button type="submit" look="primary">
            {discover.open}
          </Button>
        </div>
      </form>
    </div>
  )
}

const wordsFor = (address: Exclude<PersonAddress, { readonly kind: 'account' }>): string => {
  switch (address.kind) {
    case 'empty':
      return discover.errors.empty
    case 'wrong-length':
      return discover.errors.wrongLength(address.length)
    case 'not-an-address':
      return discover.errors.notAnAddress
  }
}
