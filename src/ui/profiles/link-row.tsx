import { createUniqueId, Show, untrack } from 'solid-js'
import type { CoreError, ProfileLink } from '../../core/api.ts'
import { IconButton, TextField } from '../components/index.ts'
import { createCommand, createDraft } from '../primitives/index.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { linksEditor, savedWords } from '../strings/profiles.ts'
import { linkFromText, linkToText } from './field-drafts.ts'
import { completeAddress } from './link-address.ts'
import styles from './links-editor.module.css'

/** Long enough to finish an address before it is judged. */
const delayMs = 1_200

interface LinkRowProps {
  /** Read once, like `id`. */
  readonly account: string
  readonly id: string
  readonly number: number
  /** Undefined until it was saved once. */
  readonly link: ProfileLink | undefined
  onRemove(): void
}

const incomplete: CoreError = { type: 'invalid-input', field: 'link', reason: 'empty' }

export const LinkRow = (props: LinkRowProps) => {
  const edit = createCommand('profile.edit')
  let isRemoved = false
  const draft = createDraft({
    key: untrack(() => `${props.account}.link.${props.id}`),
    delayMs,
    value: () => linkToText(props.link ?? { label: '', url: '' }),
    save: async text => {
      const { label, url } = linkFromText(text)
      if (isRemoved) return { ok: true, value: null }
      if (url.trim() === '') return { ok: false, error: incomplete }
      return edit.run({ edit: { field: 'link', value: { id: props.id, label, url: completeAddress(url) } } })
    },
  })
  const legendId = createUniqueId()
  const shown = () => linkFromText(draft.text())
  const write = (change: { readonly label?: string; readonly url?: string }): void =>
    draft.input(linkToText({ ...shown(), ...change }))
  const error = (): CoreError | undefined => {
    const found = draft.error()
    return found === incomplete || shown().url.trim() === '' ? undefined : found
  }
  const status = (): string => (draft.error() === incomplete ? '' : savedWords[draft.state()])

  return (
    <li>
      <div class={styles['row']} role="group" aria-labelledby={legendId}>
        <div class={styles['head']}>
          <h3 id={legendId}>{linksEditor.row(props.number)}</h3>
          <IconButton
            icon="close"
            label={linksEditor.remove(props.number, shown().label)}
            onPress={() => {
              isRemoved = true
              draft.flush()
              props.onRemove()
            }}
          />
        </div>
        <TextField
          label={linksEditor.url}
          hint={linksEditor.urlHint}
          error={isLabelError(error()) ? null : wordsOf(error())}
          status={status()}
          value={shown().url}
          type="url"
          verbatim
          onInput={url => write({ url })}
          onBlur={() => draft.blur()}
        />
        <TextField
          label={linksEditor.label}
          error={isLabelError(error()) ? wordsOf(error()) : null}
          value={shown().label}
          onInput={label => write({ label })}
          onBlur={() => draft.blur()}
        />
        <Show when={props.link === undefined && shown().url.trim() === ''}>
          <p class={`caption ${styles['wait']}`}>{linksEditor.waitsForAddress}</p>
        </Show>
      </div>
    </li>
  )
}

/** Of the two, only the words can be too long without the address being unusable. */
const isLabelError = (error: CoreError | undefined): boolean =>
  error?.type === 'invalid-input' && error.reason === 'too-long'

const wordsOf = (error: CoreError | undefined): string | null =>
  error === undefined ? null : oneSentence(coreErrorWords(error))
