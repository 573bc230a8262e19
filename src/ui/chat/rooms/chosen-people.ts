import { createSignal } from 'solid-js'
import type { AccountIdText } from '../../../core/api.ts'

/** Who is ticked. */
export const createChosenPeople = () => {
  const [chosen, setChosen] = createSignal<ReadonlySet<AccountIdText>>(new Set())
  const toggle = (account: AccountIdText): void => {
    setChosen(now => {
      const next = new Set(now)
      if (!next.delete(account)) next.add(account)
      return next
    })
  }
  return { chosen, toggle, clear: () => void setChosen(new Set<AccountIdText>()) }
}
