import { ok } from '../../../../src/base/result.ts'
import type { Command, FollowState, Listing, Query } from '../../../../src/core/api.ts'
import type { CoreClient } from '../../../../src/worker/core-client.ts'
import { createWatchers, runOver } from '../core-over.ts'
import { directoryRow, follows, foundPeople, notices } from './found.ts'

interface FindingScene {
  readonly directory: string
  readonly isAlone: boolean
}

/** A scene's core that also finds, follows and tells. */
export const createFindingCore = (inner: CoreClient, scene: FindingScene): CoreClient => {
  const { tellAll, watchOver } = createWatchers()
  let listing: Listing = 'unasked'
  let follow: FollowState = 'no'
  let muted = false
  let words: readonly string[] = ['spoilers', 'الحرب', 'a phrase of some length that has to wrap somewhere']
  let isRead = false
  const done = (): unknown => {
    tellAll()
    return ok(null)
  }
  const answer = (command: Command): unknown => {
    switch (command.type) {
      case 'listing.change':
        listing = command.listed ? 'listed' : 'not-listed'
        return done()
      case 'follow.set':
        follow = command.follow
        return done()
      case 'mute.person':
        muted = command.muted
        return done()
      case 'mute.word':
        words = command.muted ? [...words, command.word] : words.filter(word => word !== command.word)
        return done()
      case 'notices.read':
        isRead = true
        return done()
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
    run: runOver(inner, answer),
    watch: watchOver(inner, rowOf),
  }
}
