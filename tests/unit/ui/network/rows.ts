/** Rows as the core would push them, and a core that pushes and answers when told to. */
import { createRoot } from 'solid-js'
import { ok } from '../../../../src/base/result.ts'
import type {
  Command,
  CommandResult,
  CommandType,
  CoreApi,
  FeedItem,
  FeedRow,
  PersonMention,
  PostRow,
  PostWork,
} from '../../../../src/core/api.ts'
import { CoreContext } from '../../../../src/ui/primitives/core-context.ts'

export const person = (name: string, isOwn = false): PersonMention => ({
  account: `id of ${name}`,
  name,
  isOwn,
})

export const workOf = (work: string): PostWork => ({
  account: 'ana',
  album: 'shore',
  work,
  title: work,
  alt: '',
  image: null,
})

const postOf = (id: string): PostRow => ({
  account: 'tomas',
  id,
  author: person('Tomás'),
  audience: 'connections',
  atMs: 0,
  clockIsWrong: false,
  body: { text: id, mentions: [], images: [], works: [] },
  added: null,
  editedAtMs: null,
  rewritten: false,
  counts: { comments: 0, appreciations: 0, appreciated: false },
  copy: 'on-relay',
})

const itemOf = (id: string): FeedItem => ({ key: id, posts: [postOf(id)] })

export const feedOf = (ids: readonly string[], more: Partial<FeedRow> = {}): FeedRow => ({
  items: ids.map(itemOf),
  top: ids[0] ?? null,
  newer: 0,
  hasOlder: false,
  arriving: null,
  caughtUp: 'with-relay',
  people: 1,
  ...more,
})

interface Watch {
  readonly query: { readonly type: string }
  push(row: unknown): void
}

export const createToldCore = () => {
  const watches = new Set<Watch>()
  const asked: unknown[] = []
  const commands: Command[] = []
  const answers: ((result: CommandResult<CommandType>) => void)[] = []
  const core: CoreApi = {
    run: command =>
      new Promise(resolve => {
        commands.push(structuredClone<Command>(command))
        answers.push(result => resolve(result as never))
      }),
    watch: (query, onRow) => {
      const watch = { query, push: (row: unknown) => onRow(structuredClone(row) as never) }
      asked.push(query)
      watches.add(watch)
      return () => watches.delete(watch)
    },
  }
  return {
    core,
    /** Every query in its order. */
    asked,
    commands,
    /** To whoever watches a query of this type now. */
    push(type: string, row: unknown): void {
      for (const watch of watches) if (watch.query.type === type) watch.push(row)
    },
    async answer(at: number, result: CommandResult<CommandType> = ok(null)): Promise<void> {
      answers[at]?.(result)
      await Promise.resolve()
    },
  }
}

/** Runs `use` under the core, as a component would. */
export const within = <T>(core: CoreApi, use: () => T): { readonly value: T; readonly dispose: () => void } =>
  createRoot(dispose => {
    const made: T[] = []
    const tree = CoreContext.Provider({
      value: core,
      get children() {
        made.push(use())
        return null
      },
    })
    if (typeof tree === 'function') (tree as () => unknown)()
    const [value] = made
    if (value === undefined) throw new Error('nothing was made')
    return { value, dispose }
  })
