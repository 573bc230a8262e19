import { For } from 'solid-js'
import type { AlbumTextField, CoreError, TextAlternative, WorkTextField } from '../../../core/api.ts'
import { Button, ErrorWords, Notice } from '../../components/index.ts'
import { rivalWords, textFieldNames } from '../../strings/gallery-editing.ts'

type TextField = AlbumTextField | WorkTextField

interface RivalsProps<F extends TextField> {
  readonly field: F
  readonly alternatives: readonly TextAlternative<F>[]
  readonly error: CoreError | null
  readonly onSettle: (value: string) => void
}

/** What another device wrote into the same field at the same time; choosing one settles it. */
export const Rivals = <F extends TextField>(props: RivalsProps<F>) => {
  const says = ({ other }: TextAlternative<F>): string => {
    const name = textFieldNames[props.field]
    return other === '' ? rivalWords.cleared(name) : rivalWords.wrote(name, other)
  }
  return (
    <For each={props.alternatives.filter(one => one.field === props.field)}>
      {alternative => (
        <>
          <Notice
            icon="device"
            actions={
              <>
                <Button onPress={() => props.onSettle(alternative.other)}>{rivalWords.use}</Button>
                <Button look="quiet" onPress={() => props.onSettle(alternative.kept)}>
                  {rivalWords.keep}
                </Button>
              </>
            }
          >
            <span dir="auto">{says(alternative)}</span>
          </Notice>
          <ErrorWords error={props.error} />
        </>
      )}
    </For>
  )
}
