import { createMemo, createSignal, createUniqueId } from 'solid-js'
import type { PersonMention } from '../../../core/api.ts'
import { createRow } from '../../primitives/index.ts'
import { namingAt, suggestionsFrom, withName, type Naming } from './mention-rules.ts'

interface NamingText {
  readonly value: () => string
  readonly input: (text: string) => void
  readonly name: (person: PersonMention) => void
}

interface Suggested {
  readonly account: string
  readonly name: string
  readonly place: string
}

/** Whom one may mean while a name is typed after `@`: arrows choose, Enter takes, Escape goes on without. */
export const createNaming = (text: NamingText) => {
  const listId = createUniqueId()
  const [naming, setNaming] = createSignal<Naming | null>(null)
  const [left, setLeft] = createSignal<number | null>(null)
  const [active, setActive] = createSignal(0)
  const [wasAsked, setWasAsked] = createSignal(false)
  let area: HTMLTextAreaElement | undefined

  const typed = (): string | undefined => naming()?.typed
  const people = createRow(() => (wasAsked() ? { type: 'people' } : undefined))
  const found = createRow(() => {
    const name = typed()?.trim() ?? ''
    return name === '' ? undefined : { type: 'find-people', text: name, role: '', place: '' }
  })
  const suggested = createMemo<readonly Suggested[]>(() => {
    const name = typed()
    const others = (found()?.people ?? []).filter(one => !one.isOwn)
    return name === undefined ? [] : suggestionsFrom<Suggested>(name, people()?.connections ?? [], others)
  })
  const isOpen = (): boolean => suggested().length > 0
  const at = (): number => Math.min(active(), suggested().length - 1)

  const look = (): void => {
    if (area === undefined) return
    const next = area.selectionStart === area.selectionEnd ? namingAt(area.value, area.selectionStart) : null
    if (next?.from !== naming()?.from) setActive(0)
    if (next?.from !== left()) setLeft(null)
    if (next !== null) setWasAsked(true)
    setNaming(next !== null && next.from === left() ? null : next)
  }
  const choose = (one: Suggested | undefined): void => {
    const now = naming()
    if (area === undefined || now === null || one === undefined) return
    const next = withName(area.value, area.selectionStart, now, one.name)
    text.name({ account: one.account, name: one.name, isOwn: false })
    text.input(next.text)
    area.focus()
    area.setSelectionRange(next.caret, next.caret)
    setNaming(null)
  }
  const leave = (): void => {
    setLeft(naming()?.from ?? null)
    setNaming(null)
  }
  const move = (step: number): void => {
    const count = suggested().length
    setActive((at() + step + count) % count)
  }
  /** Whether the key was for the suggestions. */
  const press = (key: string): boolean => {
    if (!isOpen()) return false
    if (key === 'ArrowDown') move(1)
    else if (key === 'ArrowUp') move(-1)
    else if (key === 'Enter' || key === 'Tab') choose(suggested()[at()])
    else if (key === 'Escape') leave()
    else return false
    return true
  }
  return {
    listId,
    optionId: (index: number): string => `${listId}-${index}`,
    attach: (element: HTMLTextAreaElement): void => {
      area = element
    },
    suggested,
    isOpen,
    active: at,
    look,
    press,
    choose,
    /** The field was left. */
    blur: (): void => void setNaming(null),
  }
}
