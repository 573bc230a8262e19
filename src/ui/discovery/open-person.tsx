import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { Button, TextField } from '../components/index.ts'
import { createKeptSignal } from '../primitives/index.ts'
import { parsePersonAddress, personPath, type PersonAddress } from '../profiles/person-address.ts'
import { discover } from '../strings/profiles.ts'

/** Goes to a person by a link or an id that somebody gave. */
export const OpenPerson = () => {
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
        <Button type="submit">{discover.open}</Button>
      </div>
    </form>
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
