import { For } from 'solid-js'
import type { FieldAlternative, ProfileEdit, ProfileRow } from '../../core/api.ts'
import { Button, ErrorWords, Notice } from '../components/index.ts'
import { createCommand } from '../primitives/index.ts'
import { accentNames, alternativeWords, availabilityNames } from '../strings/profiles.ts'

/** What another device wrote into the same field at the same time; choosing one settles it. */
export const Alternatives = (props: {
  readonly field: FieldAlternative['field']
  readonly profile: ProfileRow
}) => (
  <For each={props.profile.alternatives.filter(one => one.field === props.field)}>
    {alternative => <Alternative alternative={alternative} />}
  </For>
)

const Alternative = (props: { readonly alternative: FieldAlternative }) => {
  const edit = createCommand('profile.edit')
  const settle = (value: string): void => void edit.run({ edit: editOf(props.alternative.field, value) })
  const shown = (value: string): string => words(props.alternative.field, value)
  const says = (): string => {
    const other = shown(props.alternative.other)
    return other === '' ? alternativeWords.cleared : alternativeWords.wrote(other)
  }
  return (
    <>
      <Notice
        icon="device"
        actions={
          <>
            <Button onPress={() => settle(props.alternative.other)}>{alternativeWords.use}</Button>
            <Button look="quiet" onPress={() => settle(props.alternative.kept)}>
              {alternativeWords.keep}
            </Button>
          </>
        }
      >
        <span dir="auto">{says()}</span>
      </Notice>
      <ErrorWords error={edit.error() ?? null} />
    </>
  )
}

/** The words for a stored value; a value without words is shown as it is. */
const words = (field: FieldAlternative['field'], value: string): string => {
  const names: Readonly<Record<string, string>> =
    field === 'availability' ? availabilityNames : field === 'accent' ? accentNames : {}
  return Object.hasOwn(names, value) ? (names[value] ?? value) : value
}

/** The core checks availability and accent against its own lists. */
const editOf = (field: FieldAlternative['field'], value: string): ProfileEdit =>
  ({ field, value }) as ProfileEdit
