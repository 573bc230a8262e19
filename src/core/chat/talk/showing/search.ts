/**
 * Search among messages, on this device: newest first through the rows, in pieces, as long as somebody looks. A search
 * that nobody has asked about since its last word is over.
 */
import type { Clock } from '../../../../base/clock.ts'
import { foldText } from '../../../../search/fold.ts'
import {
  type ConversationId,
  type FoundMessage,
  foundMessagesLimit,
  type FoundMessagesRow,
} from '../../../api.ts'
import { endOf, itemsPrefix } from '../rows/keys.ts'
import { parseTalkItem, type SaidItem } from '../rows/talk-item.ts'
import { isShownHidden } from '../rules/hidden.ts'
import type { KeyedItem } from '../rules/keyed-item.ts'
import type { Conversation } from '../state/directory.ts'
import { messageRowOf } from './message-row.ts'
import { type LookDeps, showingDeps } from './showing-deps.ts'
import { titleOf } from './conversation-list.ts'

export interface Search {
  /** What is found so far; `onProgress` tells when to ask again. */
  find(text: string, conversation: ConversationId | null): Promise<FoundMessagesRow>
  /** Messages came or changed: what was found may be old. */
  touched(c: ConversationId): void
  close(): void
}

interface Deps extends LookDeps {
  readonly clock: Clock
  readonly conversations: () => readonly Conversation[]
  readonly onProgress: () => void
}

interface Scan {
  readonly name: string
  readonly words: string
  readonly within: readonly Conversation[]
  row: FoundMessagesRow
  isDone: boolean
  isStale: boolean
  /** Words of progress since somebody last asked. */
  unheard: number
}

const nothing: FoundMessagesRow = { found: [], searched: 0, of: 0 }
const chunk = 500
const patience = 10

export const createSearch = (deps: Deps): Search => {
  const scans = new Map<string, Scan>()
  let isClosed = false

  const isWanted = (scan: Scan): boolean => !isClosed && scans.get(scan.name) === scan
  /** Lets everything else have its turn. */
  const breathe = (): Promise<void> => new Promise(resolve => deps.clock.after(0, () => resolve()))
  const tell = (scan: Scan, found: readonly FoundMessage[], searched: number, of: number): void => {
    const newest = found
      .toSorted((a, b) => b.message.sentAtMs - a.message.sentAtMs)
      .slice(0, foundMessagesLimit)
    scan.row = { found: newest, searched, of }
    scan.unheard++
    if (scan.unheard > patience && !scan.isDone) scans.delete(scan.name)
    deps.onProgress()
  }

  const run = async (scan: Scan): Promise<void> => {
    const found: FoundMessage[] = []
    const of = await countAll(scan)
    let searched = 0
    for (const conversation of scan.within) {
      for await (const piece of pieces(conversation)) {
        if (!isWanted(scan)) return
        searched += piece.length
        found.push(...(await matches(piece, conversation, scan.words)))
        tell(scan, found, searched, of)
        await breathe()
        if (found.filter(one => one.conversation === conversation.id).length >= foundMessagesLimit) break
      }
    }
    scan.isDone = true
    tell(scan, found, of, of)
  }
  const countAll = async ({ within }: Scan): Promise<number> => {
    let of = 0
    for (const { id } of within) {
      const prefix = itemsPrefix(id)
      const count = await deps.rows.count(prefix, endOf(prefix))
      of += count.ok ? count.value : 0
    }
    return of
  }
  async function* pieces({ id }: Conversation): AsyncGenerator<readonly KeyedItem<SaidItem>[]> {
    const prefix = itemsPrefix(id)
    let to = endOf(prefix)
    for (;;) {
      const rows = await deps.rows.range({ from: prefix, to, limit: chunk, reverse: true })
      const last = rows.ok ? rows.value.at(-1) : undefined
      if (!rows.ok || last === undefined) return
      yield rows.value.flatMap(([key, row]) => {
        const item = parseTalkItem(row)
        return item?.kind === 'said' ? [{ key: key.slice(prefix.length), item }] : []
      })
      to = last[0]
    }
  }
  const matches = async (
    items: readonly KeyedItem<SaidItem>[],
    conversation: Conversation,
    words: string,
  ): Promise<readonly FoundMessage[]> => {
    const showing = showingDeps(conversation.id, conversation, deps)
    const title = titleOf(conversation, deps.nameOf)
    const found: FoundMessage[] = []
    for (const one of items) {
      const { item } = one
      if (isShownHidden(item, showing.isHidden) || !foldText(searchedText(item)).includes(words)) continue
      const message = await messageRowOf(one, showing)
      if (message !== null) found.push({ conversation: conversation.id, title, message })
    }
    return found
  }
  const begin = (
    name: string,
    words: string,
    conversation: ConversationId | null,
    row: FoundMessagesRow,
  ): Scan => {
    const within = deps.conversations().filter(({ id }) => conversation === null || id === conversation)
    const scan: Scan = { name, words, within, row, isDone: false, isStale: false, unheard: 0 }
    for (const [other, { isDone, unheard }] of scans) if (isDone && unheard > 0) scans.delete(other)
    scans.set(name, scan)
    void run(scan).catch(() => scans.delete(name))
    return scan
  }

  return {
    async find(text, conversation) {
      const words = foldText(text.trim())
      if (words === '') return nothing
      const name = JSON.stringify([words, conversation])
      const known = scans.get(name)
      if (known !== undefined) known.unheard = 0
      if (known !== undefined && !(known.isDone && known.isStale)) return known.row
      return begin(name, words, conversation, known?.row ?? nothing).row
    },
    touched(c) {
      for (const [name, scan] of scans) {
        if (!scan.within.some(({ id }) => id === c)) continue
        scan.isStale = true
        if (scan.isDone && scan.unheard > 0) scans.delete(name)
      }
    },
    close() {
      isClosed = true
      scans.clear()
    },
  }
}

const searchedText = ({ content, edit }: SaidItem): string => {
  if (content.kind !== 'said') return ''
  const { body } = content
  switch (body.type) {
    case 'text':
      return edit?.text ?? body.text
    case 'image':
      return `${edit?.text ?? body.text}\n${body.alt}`
    case 'work':
      return `${edit?.text ?? body.text}\n${body.title}\n${body.artist}`
    default:
      return ''
  }
}
