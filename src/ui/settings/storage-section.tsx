import { createSignal, Show } from 'solid-js'
import type { StorageRow } from '../../core/api.ts'
import { Checkbox } from '../components/checkbox.tsx'
import { Button, ChoiceGroup, ErrorWords, Icon, LinkButton } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { formatBytes, formatNumber } from '../strings/format.ts'
import { storageWords } from '../strings/settings.ts'
import { budgetChoices } from './budget-choices.ts'
import styles from './facts.module.css'

export const StorageSection = () => {
  const storage = createRow(() => ({ type: 'storage' }))
  return (
    <Show when={storage()}>
      {row => (
        <>
          <dl class={styles['facts']}>
            <div>
              <dt>{storageWords.used}</dt>
              <dd>{usedWords(row())}</dd>
            </div>
            <div>
              <dt>{storageWords.documents}</dt>
              <dd>{formatNumber(row().documents)}</dd>
            </div>
            <div>
              <dt>{storageWords.ownImages}</dt>
              <dd>{imagesWords(row().images.own, row().images.ownBytes)}</dd>
            </div>
            <div>
              <dt>{storageWords.othersImages}</dt>
              <dd>{imagesWords(row().images.others, row().images.othersBytes)}</dd>
            </div>
            <div>
              <dt>{storageWords.keepTitle}</dt>
              <dd class={styles['state']}>
                <Icon name={row().persisted === true ? 'check' : 'alert'} />
                <span role="status">{keptWords(row().persisted)}</span>
              </dd>
            </div>
          </dl>
          <Show when={row().persisted !== true}>
            <AskToKeep />
          </Show>
          <ImageChoices />
          <div>
            <LinkButton href="/me/bin">{storageWords.bin}</LinkButton>
          </div>
        </>
      )}
    </Show>
  )
}

/** How much of others' works is kept, and whether originals are. */
const ImageChoices = () => {
  const settings = createRow(() => ({ type: 'settings' }))
  const change = createCommand('settings.change')
  return (
    <Show when={settings()}>
      {row => (
        <div class="stack">
          <ChoiceGroup
            legend={storageWords.budget}
            hint={storageWords.budgetHint}
            value={String(row().imageBudgetBytes)}
            choices={budgetChoices(row().imageBudgetBytes).map(bytes => ({
              value: String(bytes),
              label: formatBytes(bytes),
            }))}
            onChoose={bytes => void change.run({ change: { imageBudgetBytes: Number(bytes) } })}
          />
          <Checkbox
            label={storageWords.originals}
            hint={storageWords.originalsHint}
            checked={row().keepOriginals}
            onChange={keepOriginals => void change.run({ change: { keepOriginals } })}
          />
          <ErrorWords error={change.error() ?? null} />
        </div>
      )}
    </Show>
  )
}

const AskToKeep = () => {
  const persist = createCommand('storage.persist')
  const [refused, setRefused] = createSignal(false)
  const ask = async (): Promise<void> => {
    setRefused(false)
    const answered = await persist.run({})
    setRefused(answered.ok && !answered.value.persisted)
  }
  return (
    <div class="stack">
      <div>
        <Button busy={persist.pending() && storageWords.asking} onPress={() => void ask()}>
          {storageWords.ask}
        </Button>
      </div>
      <p role="status">
        <Show when={refused()}>{storageWords.refused}</Show>
      </p>
      <ErrorWords error={persist.error() ?? null} />
    </div>
  )
}

const imagesWords = (count: number, bytes: number): string => storageWords.images(count, formatBytes(bytes))

const usedWords = ({ usedBytes, quotaBytes }: StorageRow): string => {
  if (usedBytes === null) return storageWords.unknown
  if (quotaBytes === null) return formatBytes(usedBytes)
  return storageWords.usedOf(formatBytes(usedBytes), formatBytes(quotaBytes))
}

const keptWords = (persisted: boolean | null): string => {
  if (persisted === null) return storageWords.persistUnknown
  return persisted ? storageWords.persisted : storageWords.notPersisted
}
