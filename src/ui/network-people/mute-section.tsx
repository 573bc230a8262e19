import { createSignal, For, Show } from 'solid-js'
import { muteLimit, type MutesRow, type PersonMention } from '../../core/api.ts'
import { Button, ErrorWords, IconButton, TextField } from '../components/index.ts'
import { PersonEntries, PersonLink } from '../components/person-entry.tsx'
import { createCommand, createKeptSignal, createRow } from '../primitives/index.ts'
import { personPath } from '../profiles/person-address.ts'
import { muteWords } from '../strings/follows.ts'
import { labelWords } from '../strings/profiles.ts'
import styles from './follows.module.css'

/** What one does not want to see: words, and people. */
export const MuteSection = () => {
  const mutes = createRow(() => ({ type: 'mutes' }))
  const [said, setSaid] = createSignal('')
  let place: HTMLDivElement | undefined
  /** What was pressed is gone, so the focus stays near. */
  const done = (words: string): void => {
    setSaid(words)
    place?.focus()
  }
  return (
    <div ref={found => (place = found)} class="stack stack-far" tabindex="-1">
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Show when={mutes()}>
        {row => (
          <>
            <Words mutes={row()} onAdded={setSaid} onRemoved={done} />
            <People mutes={row()} onDone={done} />
          </>
        )}
      </Show>
    </div>
  )
}

interface WordsProps {
  readonly mutes: MutesRow
  readonly onAdded: (words: string) => void
  readonly onRemoved: (words: string) => void
}

const Words = (props: WordsProps) => {
  const mute = createCommand('mute.word')
  const isFull = (): boolean => props.mutes.words.length >= muteLimit
  const remove = async (word: string): Promise<void> => {
    if ((await mute.run({ word, muted: false })).ok) props.onRemoved(muteWords.removed(word))
  }
  return (
    <section class="section" aria-labelledby="muted-words">
      <h2 id="muted-words">{muteWords.wordsTitle}</h2>
      <p>{muteWords.wordsText}</p>
      <Show when={!isFull()} fallback={<p class="caption">{muteWords.full(muteLimit)}</p>}>
        <AddWord onAdded={word => props.onAdded(muteWords.added(word))} />
      </Show>
      <Show when={props.mutes.words.length > 0} fallback={<p class="caption">{muteWords.noWords}</p>}>
        <ul class={styles['mutes']} aria-label={muteWords.words}>
          <For each={props.mutes.words}>
            {word => (
              <li class={styles['mute']}>
                <bdi>{word}</bdi>
                <IconButton icon="close" label={muteWords.remove(word)} onPress={() => void remove(word)} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ErrorWords error={mute.error() ?? null} />
    </section>
  )
}

const AddWord = (props: { readonly onAdded: (word: string) => void }) => {
  const mute = createCommand('mute.word')
  const [typed, setTyped, forget] = createKeptSignal('mute-word')
  const [isEmpty, setEmpty] = createSignal(false)
  const add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const word = typed().trim()
    setEmpty(word === '')
    if (word === '' || mute.pending()) return
    if (!(await mute.run({ word, muted: true })).ok) return
    forget()
    props.onAdded(word)
  }
  return (
    <form class="stack" noValidate onSubmit={event => void add(event)}>
      <TextField
        label={muteWords.word}
        hint={muteWords.wordHint}
        error={isEmpty() ? muteWords.empty : null}
        value={typed()}
        onInput={text => {
          setEmpty(false)
          setTyped(text)
        }}
      />
      <ErrorWords error={mute.error() ?? null} />
      <div>
        <Button type="submit" busy={mute.pending() && muteWords.adding}>
          {muteWords.add}
        </Button>
      </div>
    </form>
  )
}

const People = (props: { readonly mutes: MutesRow; readonly onDone: (words: string) => void }) => {
  const mute = createCommand('mute.person')
  const unmute = async ({ account, name }: PersonMention): Promise<void> => {
    if ((await mute.run({ account, muted: false })).ok) props.onDone(muteWords.unmuted(name))
  }
  return (
    <section class="section" aria-labelledby="muted-people">
      <h2 id="muted-people">{muteWords.peopleTitle}</h2>
      <p>{muteWords.people(props.mutes.people.length)}</p>
      <Show when={props.mutes.people.length > 0}>
        <PersonEntries people={props.mutes.people}>
          {person => (
            <li class={`row row-apart ${styles['muted-person']}`}>
              <PersonLink name={person().name} href={personPath(person().account)} />
              <Button onPress={() => void unmute(person())}>
                {muteWords.unmute}
                <span class="visually-hidden">: {person().name || labelWords.nameless}</span>
              </Button>
            </li>
          )}
        </PersonEntries>
      </Show>
      <ErrorWords error={mute.error() ?? null} />
    </section>
  )
}
