/** Real Automerge histories: several writers who edit every kind of value and merge now and then. */
import * as Automerge from '@automerge/automerge'

export type Content = Record<string, unknown>
export type Doc = Automerge.Doc<Content>

/** Numbers below `max`, the same for the same seed. */
export type Dice = (max: number) => number

/** mulberry32 (Ettinger). */
export const diceFrom = (seed: number): Dice => {
  let state = seed >>> 0
  return max => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * max)
  }
}

const actorFrom = (dice: Dice): string =>
  Array.from({ length: 16 }, () => dice(256).toString(16).padStart(2, '0')).join('')

const words = ['ink', 'paper', 'Ölfarbe', '日本', '🎞️', 'a long line of text '.repeat(20)]

/** One edit of one random kind; it may come to nothing. */
export const randomEdit =
  (dice: Dice) =>
  (draft: Content): void => {
    const text = draft['text']
    const list = draft['list']
    const count = draft['count']
    const map = draft['map']
    const word = words[dice(words.length)] ?? ''
    switch (dice(12)) {
      case 0:
        draft['text'] = word
        break
      case 1:
      case 2:
      case 3:
        if (typeof text !== 'string') draft['text'] = 'start'
        else Automerge.splice(draft, ['text'], dice(text.length + 1), Math.min(dice(4), text.length), word)
        break
      case 4:
        if (typeof text === 'string' && text.length > 3) {
          const range = { start: dice(2), end: 2 + dice(2), expand: 'both' as const }
          Automerge.mark(draft, ['text'], range, 'bold', dice(2) === 0 ? true : null)
        }
        break
      case 5:
        if (Array.isArray(list)) list.splice(dice(list.length + 1), dice(2), dice(1000), word)
        else draft['list'] = [1, 'two', null, 3.5, true]
        break
      case 6:
        if (Array.isArray(list) && list.length > 0) list.splice(dice(list.length), 1)
        break
      case 7:
        if (count instanceof Automerge.Counter) count.increment(dice(20) - 10)
        else draft['count'] = new Automerge.Counter(dice(5))
        break
      case 8:
        if (typeof map === 'object' && map !== null)
          Object.assign(map, { [`k${dice(9)}`]: { deep: [dice(9), { er: word }] } })
        else draft['map'] = { bytes: new Uint8Array([dice(256), 2, 3]), when: new Date(dice(2 ** 31)) }
        break
      case 9:
        for (const key of Object.keys(draft)) if (dice(3) === 0) delete draft[key]
        break
      case 10:
        draft[`field ${dice(40)}`] = new Automerge.ImmutableString(word)
        break
      default:
        draft['number'] = [dice(2 ** 31), -dice(2 ** 31), dice(1000) / 7][dice(3)]
    }
  }

/** All changes of `writers` writers after `steps` edits and merges, in an order with parents first. */
export const randomHistory = (dice: Dice, writers: number, steps: number): Doc => {
  const docs = Array.from({ length: writers }, () => Automerge.init<Content>({ actor: actorFrom(dice) }))
  const at = (index: number): Doc => docs[index] ?? Automerge.init<Content>()
  for (let step = 0; step < steps; step++) {
    const one = dice(writers)
    const two = dice(writers)
    if (one !== two && dice(4) === 0) docs[one] = Automerge.merge(at(one), at(two))
    else if (dice(12) === 0)
      docs[one] = Automerge.emptyChange(at(one), { message: 'nothing', time: dice(2 ** 31) })
    else
      docs[one] = Automerge.change(
        at(one),
        { time: dice(3), message: dice(3) === 0 ? 'a message' : '' },
        randomEdit(dice),
      )
  }
  return docs.reduce((all, doc) => Automerge.merge(all, doc))
}
