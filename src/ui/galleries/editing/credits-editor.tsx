import { createMemo, createSignal, For, Show, untrack } from 'solid-js'
import type { Credit } from '../../../core/api.ts'
import { Button, draftProps, ErrorWords, IconButton, TextField } from '../../components/index.ts'
import { createCommand, createDraft } from '../../primitives/index.ts'
import { creditsWords } from '../../strings/work-editing.ts'
import type { WorkAddress } from './create-work-draft.ts'
import { creditFromText, creditToText } from './credit-text.ts'
import styles from './fields.module.css'
import { sameOrder } from './order.ts'

interface CreditsEditorProps {
  readonly address: WorkAddress
  readonly credits: readonly Credit[]
}

/** Who made it too: one row each, kept once it has a name. */
export const CreditsEditor = (props: CreditsEditorProps) => {
  const edit = createCommand('works.edit')
  const [begun, setBegun] = createSignal<readonly string[]>([])
  const [said, setSaid] = createSignal('')
  let section: HTMLElement | undefined
  const creditOf = (id: string): Credit | undefined => props.credits.find(credit => credit.id === id)
  const ids = createMemo(
    () => {
      const saved = props.credits.map(credit => credit.id)
      return [...saved, ...begun().filter(id => !saved.includes(id))]
    },
    [],
    { equals: sameOrder },
  )
  const add = (): void => {
    setBegun(now => [...now, crypto.randomUUID()])
    section?.querySelector<HTMLElement>('li:last-child input')?.focus()
  }
  const remove = (id: string): void => {
    const { album, work } = props.address
    const isSaved = creditOf(id) !== undefined
    setBegun(now => now.filter(one => one !== id))
    setSaid(creditsWords.removed)
    section?.querySelector<HTMLElement>('[data-add] button')?.focus()
    if (isSaved) void edit.run({ album, works: [work], edits: [{ field: 'credit-removed', id }] })
  }
  return (
    <section ref={found => (section = found)} class={styles['group']} aria-label={creditsWords.title}>
      <h3>{creditsWords.title}</h3>
      <Show when={ids().length > 0}>
        <ul class={styles['rows']}>
          <For each={ids()}>
            {(id, at) => (
              <CreditRow
                id={id}
                number={at() + 1}
                address={props.address}
                credit={creditOf(id)}
                onRemove={() => remove(id)}
              />
            )}
          </For>
        </ul>
      </Show>
      <div data-add>
        <Button icon="plus" onPress={add}>
          {creditsWords.add}
        </Button>
      </div>
      <ErrorWords error={edit.error() ?? null} />
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </section>
  )
}

interface CreditRowProps {
  /** Read once. */
  readonly id: string
  readonly number: number
  readonly address: WorkAddress
  readonly credit: Credit | undefined
  readonly onRemove: () => void
}

const CreditRow = (props: CreditRowProps) => {
  const edit = createCommand('works.edit')
  const [id, address] = untrack(() => [props.id, props.address])
  const draft = createDraft({
    key: `${address.album}.${address.work}.credit.${id}`,
    value: () => creditToText(props.credit ?? { name: '', role: '' }),
    save: async text => {
      const { name, role } = creditFromText(text)
      if (name.trim() === '') return { ok: true, value: null }
      const credit = { id, name, role, account: props.credit?.account ?? null }
      return edit.run({
        album: address.album,
        works: [address.work],
        edits: [{ field: 'credit', value: credit }],
      })
    },
  })
  const typed = () => creditFromText(draft.text())
  const shared = draftProps(draft)
  return (
    <li>
      <div class={styles['row']} role="group" aria-label={creditsWords.row(props.number)}>
        <TextField
          {...shared}
          label={creditsWords.name}
          status={
            typed().name.trim() === '' && typed().role !== '' ? creditsWords.waitsForName : shared.status
          }
          value={typed().name}
          onInput={name => draft.input(creditToText({ ...typed(), name }))}
        />
        <TextField
          label={creditsWords.role}
          value={typed().role}
          onInput={role => draft.input(creditToText({ ...typed(), role }))}
          onBlur={() => draft.blur()}
        />
        <IconButton icon="close" label={creditsWords.remove(typed().name)} onPress={() => props.onRemove()} />
      </div>
    </li>
  )
}
