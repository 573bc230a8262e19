import { err, ok } from '../../../../src/base/result.ts'
import type { AccountIdText, Command, ConnectionState, PrivacyRow, Query } from '../../../../src/core/api.ts'
import type { CoreClient } from '../../../../src/worker/core-client.ts'
import { createWatchers, runOver } from '../core-over.ts'
import { other } from '../gallery/albums.ts'
import { peopleRow, safetyNumber, stranger, type ScenePerson } from './people.ts'

const codeProblems = [
  'not-a-code',
  'other-version',
  'too-old',
  'from-the-future',
  'own',
  'forged',
  'blocked',
] as const

/** A scene's core that also knows people. A pasted `too-old` is a code that is too old, and so on. */
export const createPeopleCore = (inner: CoreClient, known: readonly ScenePerson[]): CoreClient => {
  const { tellAll, watchOver } = createWatchers()
  const people = new Map(known.map(person => [person.account, person]))
  let privacy: PrivacyRow = { typing: true, readReceipts: false, notices: false }
  const personOf = (account: AccountIdText): ScenePerson => people.get(account) ?? stranger(account)
  const change = (account: AccountIdText, next: Partial<ScenePerson>): unknown => {
    people.set(account, { ...personOf(account), ...next })
    tellAll()
    return ok(null)
  }
  const become = (account: AccountIdText, connection: ConnectionState): unknown =>
    change(account, { connection })
  const connect = (account: AccountIdText, confirmed: boolean): void =>
    void become(account, { kind: 'connected', sinceMs: Date.now(), confirmed, conversation: 'c0' })
  const scan = (text: string): unknown => {
    const problem = codeProblems.find(one => one === text)
    if (problem !== undefined) return err({ type: 'code-refused', problem })
    const confirmed = text !== 'first'
    connect(other, confirmed)
    return ok({ account: other, name: 'Tomás Okafor', confirmed, conversation: 'c0' })
  }
  const answer = (command: Command): unknown => {
    switch (command.type) {
      case 'connection.request':
        if (!personOf(command.account).reachable)
          return err({ type: 'cannot-connect', reason: 'unknown-keys' })
        return become(command.account, {
          kind: 'sent',
          atMs: Date.now(),
          note: command.note,
          delivered: false,
        })
      case 'connection.accept':
        connect(command.account, true)
        return ok({ conversation: 'c0' })
      case 'connection.block':
        return become(command.account, { kind: 'blocked', sinceMs: Date.now() })
      case 'connection.cancel':
      case 'connection.reject':
      case 'connection.remove':
      case 'connection.unblock':
        return become(command.account, { kind: 'none' })
      case 'code.show':
        return ok({ text: `gesso1:${'Vz4kAx-9'.repeat(52)}`, expiresAtMs: Date.now() + 600_000 })
      case 'code.scan':
        return scan(command.text)
      case 'trust.compare': {
        const same = command.digits === safetyNumber.join('')
        change(command.account, { verified: same ? 'compared' : 'no' })
        return ok({ same })
      }
      case 'trust.confirm':
        return change(command.account, { verified: 'compared' })
      case 'trust.acknowledge':
        return change(command.account, { changes: [] })
      case 'privacy.change':
        privacy = { ...privacy, ...command.change }
        tellAll()
        return ok(null)
      default:
        return undefined
    }
  }
  const rowOf = (query: Query): unknown => {
    switch (query.type) {
      case 'person':
        return personOf(query.account)
      case 'people':
        return peopleRow([...people.values()])
      case 'privacy':
        return privacy
      case 'conversations':
        return { conversations: [], unread: 0, requests: 0 }
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
