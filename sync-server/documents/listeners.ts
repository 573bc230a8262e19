/**
 * Who listens to documents that are not in use. Each has what the store has, heads for heads, so nothing more needs to
 * be remembered of them; whoever takes the document up takes them over.
 */
import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { Session } from './session.ts'

export interface Listeners {
  add(doc: DocId, session: Session): void
  remove(doc: DocId, session: Session): void
  of(doc: DocId): readonly Session[]
  /** They are not among these listeners any more. */
  take(doc: DocId): readonly Session[]
  count(): number
}

export const createListeners = (): Listeners => {
  /** Most have one, and a set costs as much as ten of them. */
  const byDocument = new Map<DocId, Session | Set<Session>>()
  let count = 0

  const of = (doc: DocId): readonly Session[] => {
    const listening = byDocument.get(doc)
    if (listening === undefined) return []
    return listening instanceof Set ? [...listening] : [listening]
  }
  const put = (doc: DocId, sessions: readonly Session[]): void => {
    count += sessions.length - of(doc).length
    const [first] = sessions
    if (first === undefined) byDocument.delete(doc)
    else byDocument.set(doc, sessions.length === 1 ? first : new Set(sessions))
  }
  return {
    add(doc, session) {
      const before = byDocument.get(doc)
      if (before === session) return
      if (before === undefined) byDocument.set(doc, session)
      else if (!(before instanceof Set)) byDocument.set(doc, new Set([before, session]))
      else if (before.has(session)) return
      else before.add(session)
      count++
    },
    remove(doc, session) {
      const before = byDocument.get(doc)
      if (before instanceof Set && before.size > 2) {
        if (before.delete(session)) count--
      } else if (before !== undefined) {
        put(
          doc,
          of(doc).filter(one => one !== session),
        )
      }
    },
    of,
    take(doc) {
      const taken = of(doc)
      if (taken.length > 0) put(doc, [])
      return taken
    },
    count: () => count,
  }
}
