import { createEffect, createSignal, onCleanup, untrack, type Accessor } from 'solid-js'
import type { AlbumIdText, CoreError, WorkId } from '../../../core/api.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { sessionKeptText, type KeptText } from '../../primitives/kept-text.ts'
import type { DraftState } from '../../primitives/create-draft.ts'
import {
  noSharedFields,
  sharedFieldsFromText,
  sharedFieldsToText,
  type SharedFields,
} from '../editing/shared-fields.ts'
import { dueEdits, type ForAllSaved } from './for-all.ts'

export interface ForAll {
  readonly fields: Accessor<SharedFields>
  readonly state: Accessor<DraftState>
  readonly error: Accessor<CoreError | undefined>
  change(fields: SharedFields): void
}

const delayMs = 500

/** Saves what is said for all shortly after typing stops, and on every work that is done meanwhile. */
export const createForAll = (album: AlbumIdText, works: Accessor<readonly WorkId[]>): ForAll => {
  const edit = createCommand('works.edit')
  const [text, setText] = createKeptSignal(textName(album))
  const [savedText, setSavedText] = createKeptSignal(savedName(album))
  const [state, setState] = createSignal<DraftState>('idle')
  const creditId = untrack(() => sharedFieldsFromText(text(), crypto.randomUUID()).credit.id)
  const fields = (): SharedFields => sharedFieldsFromText(text(), creditId)
  let running = false

  const save = async (): Promise<void> => {
    const due = dueEdits(parseSaved(savedText(), creditId), fields(), works())
    if (running || due.length === 0) return
    running = true
    setState('saving')
    const [sentFields, sentWorks] = [fields(), works()]
    const results = await Promise.all(due.map(group => edit.run({ album, ...group })))
    running = false
    if (!results.every(result => result.ok)) return void setState('failed')
    setSavedText(JSON.stringify({ fields: sharedFieldsToText(sentFields), works: sentWorks }))
    setState('saved')
    void save()
  }
  createEffect(() => {
    works()
    text()
    const timer = setTimeout(() => void save(), delayMs)
    onCleanup(() => clearTimeout(timer))
  })
  onCleanup(() => void save())

  return {
    fields,
    state,
    error: edit.error,
    change: next => {
      setState('editing')
      setText(sharedFieldsToText(next))
    },
  }
}

/** The next adding into this album begins with nothing said. */
export const forgetForAll = (album: AlbumIdText, kept: KeptText = sessionKeptText()): void => {
  for (const name of [textName(album), savedName(album)]) kept.remove(`gesso.form.${name}`)
}

const textName = (album: AlbumIdText): string => `for-all.${album}`
const savedName = (album: AlbumIdText): string => `for-all-saved.${album}`

const parseSaved = (text: string, creditId: string): ForAllSaved => {
  const nothing: ForAllSaved = { fields: noSharedFields(creditId), works: [] }
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('fields' in parsed) || !('works' in parsed))
      return nothing
    if (typeof parsed.fields !== 'string' || !Array.isArray(parsed.works)) return nothing
    const works = parsed.works.filter((id): id is string => typeof id === 'string')
    return { fields: sharedFieldsFromText(parsed.fields, creditId), works }
  } catch {
    return nothing
  }
}
