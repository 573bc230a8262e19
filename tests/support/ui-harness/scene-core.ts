import { err, ok } from '../../../src/base/result.ts'
import type {
  Command,
  CommandOf,
  CommandResult,
  CommandType,
  Query,
  QueryOf,
  QueryRows,
  QueryType,
} from '../../../src/core/api.ts'
import type { CoreClient } from '../../../src/worker/core-client.ts'
import { galleryAfter, galleryAnswer, galleryRow } from './gallery/gallery-core.ts'
import { galleries } from './gallery/galleries.ts'
import { other } from './gallery/albums.ts'
import type { Scene } from './scenes.ts'

const wordList = [
  'abandon',
  'ability',
  'able',
  'about',
  'above',
  'absent',
  'canvas',
  'linen',
  'paint',
  'zebra',
  'zoo',
]

/** A core that shows one scene's rows and answers the few commands that screens need to be looked at. */
export const createSceneCore = (scene: Scene): CoreClient => {
  const watchers = new Set<() => void>()
  let now = scene
  let gallery = galleries[scene.gallery]()
  const tellAll = (): void => {
    for (const tell of watchers) tell()
  }
  const become = (next: Scene): void => {
    now = next
    tellAll()
  }
  const rowOf = (query: Query): unknown => {
    if (isAboutTheApp(query)) return now[query.type]
    if (query.type !== 'profile') return galleryRow(gallery, query)
    if (query.account === other)
      return { kind: 'shown', profile: someoneElse(now.profile), freshness: 'live' }
    if (query.account !== now.profile.account) return { kind: 'not-held', reason: 'offline' }
    return { kind: 'shown', profile: now.profile, freshness: 'live' }
  }
  const openSession: Scene['session'] = {
    kind: 'open',
    account: now.profile.account,
    protection: 'this-browser',
    recovery: 'unproved',
    revoked: false,
  }
  const answer = (command: Command): unknown => {
    switch (command.type) {
      case 'account.create':
        if (command.name.trim() === '') return err({ type: 'invalid-input', field: 'name', reason: 'empty' })
        become({ ...now, session: openSession, profile: { ...now.profile, name: command.name } })
        return ok({ account: now.profile.account })
      case 'account.recover':
        return err({ type: 'words-count', count: command.words.split(/\s+/).length })
      case 'account.unlock':
        if (command.passphrase === 'wrong') return err({ type: 'wrong-passphrase' })
        become({ ...now, session: openSession })
        return ok(null)
      case 'account.preview-removal':
        return ok({ isLastDevice: false, unsentDocuments: 1, recoveryProved: false })
      case 'account.remove-from-device':
        become({ ...now, session: { kind: 'empty' } })
        return ok(null)
      case 'recovery.suggest':
        return ok({ words: wordList.filter(word => word.startsWith(command.prefix)) })
      case 'recovery.check':
        return checkWords(command.words.trim().split(/\s+/))
      case 'recovery.show':
        return ok({ words: [...wordList, 'zone'] })
      case 'recovery.challenge':
        return ok({ positions: [2, 5, 11] })
      case 'settings.change':
        become({ ...now, settings: { ...now.settings, ...command.change } })
        return ok(null)
      case 'storage.persist':
        return ok({ persisted: true })
      default:
        return ok(null)
    }
  }
  const answerAny = async (command: Command): Promise<unknown> => {
    const after = galleryAfter(gallery, command)
    if (after !== gallery) {
      gallery = after
      tellAll()
    }
    return (await galleryAnswer(gallery, command)) ?? answer(command)
  }
  return {
    run: <T extends CommandType>(command: CommandOf<T>) =>
      new Promise<CommandResult<T>>(resolve => {
        setTimeout(
          () => void answerAny(command as Command).then(result => resolve(result as CommandResult<T>)),
          30,
        )
      }),
    watch: <T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void) => {
      const tell = (): void => onRow(structuredClone(rowOf(query as Query)) as QueryRows[T])
      watchers.add(tell)
      queueMicrotask(tell)
      return () => watchers.delete(tell)
    },
    onFatal: () => () => undefined,
    release: () => undefined,
  }
}

type AboutTheApp = 'session' | 'sync' | 'settings' | 'storage' | 'devices'

const isAboutTheApp = (query: Query): query is Extract<Query, { readonly type: AboutTheApp }> =>
  ['session', 'sync', 'settings', 'storage', 'devices'].includes(query.type)

const someoneElse = (profile: Scene['profile']): Scene['profile'] => ({
  ...profile,
  account: other,
  isOwn: false,
  name: 'Tomás Okafor',
  place: 'Porto',
  accent: 'teal',
})

const checkWords = (typed: readonly string[]): unknown => {
  const positions = typed.flatMap((word, index) =>
    wordList.includes(word) || word === '' ? [] : [index + 1],
  )
  return positions.length > 0 ? err({ type: 'words-unknown', positions }) : ok(null)
}
