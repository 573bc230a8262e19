import { ok } from '../../../../src/base/result.ts'
import type {
  Command,
  CommandOf,
  CommandResult,
  CommandType,
  FollowState,
  Listing,
  Query,
  QueryOf,
  QueryRows,
  QueryType,
} from '../../../../src/core/api.ts'
import type { CoreClient } from '../../../../src/worker/core-client.ts'
import { directoryRow, follows, foundPeople, notices } from './found.ts'

interface FindingScene {
  readonly directory: string
  readonly isAlone: boolean
}

/** A scene's core that also finds, follows and tells. */
export const createFindingCore = (inner: CoreClient, scene: FindingScene): CoreClient => {
  const watchers = new Set<() => void>()
  let listing: Listing = 'unasked'
  let follow: FollowState = 'no'
  let muted = false
  let words: readonly string[] = ['spoilers', 'الحرب', 'a phrase of some length that has to wrap somewhere']
  let isRead = false
  const tellAll = (): unknown => {
    for (const tell of watchers) tell()
    return ok(null)
  }
  const answer = (command: Command): unknown => {
    switch (command.type) {
      case 'listing.change':
        listing = command.listed ? 'listed' : 'not-listed'
        return tellAll()
      case 'follow.set':
        follow = command.follow
        return tellAll()
      case 'mute.person':
        muted = command.muted
        return tellAll()
      case 'mute.word':
        words = command.muted ? [...words, command.word] : words.filter(word => word !== command.word)
        return tellAll()
      case 'notices.read':
        isRead = true
        return tellAll()
      default:
        return undefined
    }
  }
  const people = () => (scene.isAlone ? [] : foundPeople())
  const rowOf = (query: Query): unknown => {
    switch (query.type) {
      case 'find-people': {
        const fitting = people().filter(
          one =>
            one.name.toLowerCase().includes(query.text.toLowerCase()) &&
            one.place.toLowerCase().includes(query.place.toLowerCase()) &&
            (query.role === '' || one.roles.some(role => role.kind === 'known' && role.id === query.role)),
        )
        return { people: fitting, found: fitting.length, of: people().length, indexing: null }
      }
      case 'directory':
        return directoryRow(scene.directory)
      case 'listing':
        return listing
      case 'notices': {
        const items = scene.isAlone
          ? []
          : notices().map(item => ({ ...item, unread: item.unread && !isRead }))
        return {
          items: items.slice(0, query.count),
          unread: items.filter(item => item.unread).length,
          hasOlder: items.length > query.count,
        }
      }
      case 'follows':
        return scene.isAlone
          ? { following: [], followers: [] }
          : { following: follows(), followers: follows().filter(one => one.followsYou) }
      case 'mutes':
        return {
          words,
          people: follows()
            .slice(0, 2)
            .map(({ account, name }) => ({ account, name, isOwn: false })),
        }
      case 'journal':
        return { posts: [], hasOlder: false, state: 'nothing', follow, followsYou: true, muted }
      default:
        return undefined
    }
  }
  return {
    ...inner,
    run: <T extends CommandType>(command: CommandOf<T>) => {
      const answered = answer(command)
      if (answered === undefined) return inner.run(command)
      return new Promise<CommandResult<T>>(resolve => {
        setTimeout(() => resolve(answered as CommandResult<T>), 40)
      })
    },
    watch: <T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void) => {
      if (rowOf(query) === undefined) return inner.watch(query, onRow)
      const tell = (): void => onRow(structuredClone(rowOf(query)) as QueryRows[T])
      watchers.add(tell)
      queueMicrotask(tell)
      return () => watchers.delete(tell)
    },
  }
}
