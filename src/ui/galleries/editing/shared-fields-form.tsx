import { licenceIds, workAvailabilities } from '../../../core/api.ts'
import { TextField } from '../../components/index.ts'
import { licenceNames, sharedFields as words, workAvailabilityNames } from '../../strings/gallery-editing.ts'
import styles from './fields.module.css'
import { SelectField } from './select-field.tsx'
import type { SharedFields } from './shared-fields.ts'

interface SharedFieldsFormProps {
  readonly fields: SharedFields
  readonly onChange: (fields: SharedFields) => void
}

const leave = { value: '', label: words.leave }
const licences = [leave, ...licenceIds.map(value => ({ value, label: licenceNames[value] }))]
const availabilities = [
  leave,
  ...workAvailabilities.map(value => ({ value, label: workAvailabilityNames[value] })),
]
const noAiChoices = [
  { value: '', label: words.noAiChoices.leave },
  { value: 'yes', label: words.noAiChoices.yes },
  { value: 'no', label: words.noAiChoices.no },
]
const noAiText = (noAi: boolean | null): string => (noAi === null ? '' : noAi ? 'yes' : 'no')

/** Fields that are said once for many works; what is left open changes nothing. */
export const SharedFieldsForm = (props: SharedFieldsFormProps) => {
  const change = (part: Partial<SharedFields>): void => props.onChange({ ...props.fields, ...part })
  return (
    <div class={styles['pairs']}>
      <TextField label={words.year} value={props.fields.year} onInput={year => change({ year })} />
      <TextField
        label={words.medium}
        hint={words.mediumHint}
        value={props.fields.medium}
        onInput={medium => change({ medium })}
      />
      <SelectField
        label={words.licence}
        value={props.fields.licence ?? ''}
        choices={licences}
        onChoose={chosen => change({ licence: licenceIds.find(id => id === chosen) ?? null })}
      />
      <SelectField
        label={words.noAi}
        value={noAiText(props.fields.noAi)}
        choices={noAiChoices}
        onChoose={chosen => change({ noAi: chosen === '' ? null : chosen === 'yes' })}
      />
      <TextField
        label={words.tags}
        hint={words.tagsHint}
        value={props.fields.tags}
        onInput={tags => change({ tags })}
      />
      <SelectField
        label={words.availability}
        value={props.fields.availability ?? ''}
        choices={availabilities}
        onChoose={chosen => change({ availability: workAvailabilities.find(one => one === chosen) ?? null })}
      />
      <TextField
        label={words.creditName}
        value={props.fields.credit.name}
        onInput={name => change({ credit: { ...props.fields.credit, name } })}
      />
      <TextField
        label={words.creditRole}
        value={props.fields.credit.role}
        onInput={role => change({ credit: { ...props.fields.credit, role } })}
      />
    </div>
  )
}
