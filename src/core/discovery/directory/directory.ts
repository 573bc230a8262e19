/**
 * The relay's directory: asked once for each question and page, and remembered for a while. Nobody is shown before
 * their own profile is here, says that it wants to be listed, and is found by the question on this device too.
 */
import { createPersonMatch } from '../../../search/person-match.ts'
import type { DirectoryRow, QueryOf } from '../../api.ts'
import type { CardBook } from '../cards/card-book.ts'
import type { KeptCard } from '../cards/card-row.ts'
import type { DiscoveryDeps } from '../discovery-deps.ts'
import type { FoundPeople } from '../people/found-person.ts'
import { blockedOf, indexedOf } from '../people/people-search.ts'
import type { RelayQuestions } from './ask-relay.ts'
import { type Asked, keyOf, type Named, newlyAsked, take, type Wanted, wantedOf } from './asked.ts'
import { createLimited } from './limited.ts'
import { fetchProfile } from './fetch-profile.ts'

export interface Directory {
  row(query: QueryOf<'directory'>): Promise<DirectoryRow>
  close(): void
}

interface Parts {
  readonly cards: Pick<CardBook, 'of' | 'note'>
  readonly found: FoundPeople
  readonly relay: Pick<RelayQuestions, 'people'>
  readonly onNews: () => void
}

const rememberedMs = 10 * 60_000
const mostRemembered = 50
const mostPages = 25
const askedAtOnce = 2
const fetchedAtOnce = 4

export const createDirectory = (deps: DiscoveryDeps, { cards, found, relay, onNews }: Parts): Directory => {
  const { clock } = deps.ports
  const remembered = new Map<string, Asked>()
  const matches = createPersonMatch()
  const inTurn = createLimited(fetchedAtOnce)
  const timers = new Set<() => void>()
  let underWay = 0
  let closed = false

  const later = (delayMs: number): void => {
    const cancel = clock.after(delayMs, () => {
      timers.delete(cancel)
      onNews()
    })
    timers.add(cancel)
  }
  const check = async (named: Named): Promise<void> => {
    named.outcome = closed ? { kind: 'none' } : await fetchProfile(deps, cards, named.account)
    if (!closed) onNews()
  }
  const checkAgain = (asked: Asked): void => {
    const blocked = blockedOf(deps)
    for (const named of asked.named.values()) {
      if (named.outcome.kind === 'away' && !blocked.has(named.id)) startCheck(named)
    }
  }
  const startCheck = (named: Named): void => {
    named.outcome = { kind: 'checking' }
    inTurn(() => check(named)).catch((error: unknown) => {
      named.outcome = { kind: 'none' }
      deps.ports.log({
        event: 'profile-not-checked',
        detail: error instanceof Error ? error.name : 'unknown',
      })
      onNews()
    })
  }
  const askPage = async (asked: Asked): Promise<void> => {
    const isAfresh = asked.pages === 0 || isOld(asked)
    const answer = await relay.people({ ...asked.wanted, after: isAfresh ? null : asked.next })
    if (!answer.ok) {
      asked.problem = answer.error.type
      asked.retryAtMs = clock.nowMs() + answer.error.retryAfterMs
      return later(answer.error.retryAfterMs)
    }
    if (isAfresh) Object.assign(asked, newlyAsked(asked.wanted), { askedAtMs: clock.nowMs(), isAsking: true })
    take(asked, answer.value)
    checkAgain(asked)
  }
  const isOld = ({ askedAtMs }: Asked): boolean =>
    askedAtMs !== null && clock.nowMs() - askedAtMs > rememberedMs
  /** Asks for what is not there yet; whoever waits for their turn asks again at the next news. */
  const goOn = (asked: Asked, pages: number): void => {
    const isMissing =
      asked.pages === 0 || isOld(asked) || (asked.pages < Math.min(pages, mostPages) && asked.next !== null)
    if (closed || !isMissing || asked.isAsking || underWay >= askedAtOnce || clock.nowMs() < asked.retryAtMs)
      return
    asked.isAsking = true
    underWay++
    askPage(asked)
      .catch((error: unknown) => {
        asked.problem = 'malformed'
        asked.retryAtMs = Infinity
        deps.ports.log({ event: 'directory-failed', detail: error instanceof Error ? error.name : 'unknown' })
      })
      .finally(() => {
        asked.isAsking = false
        underWay--
        if (!closed) onNews()
      })
  }
  const recall = (relayBase: string, wanted: Wanted): Asked => {
    const key = `${relayBase} ${keyOf(wanted)}`
    const asked = remembered.get(key) ?? newlyAsked(wanted)
    // The one that was used last stands last.
    remembered.delete(key)
    remembered.set(key, asked)
    for (const oldest of remembered.keys()) if (remembered.size > mostRemembered) remembered.delete(oldest)
    return asked
  }
  const isTrue = (card: KeptCard, wanted: Wanted): boolean => card.listed && matches(indexedOf(card), wanted)

  const stopReady = deps.engine.onReady(() => {
    for (const asked of remembered.values()) {
      if (asked.problem === 'offline') asked.retryAtMs = 0
      checkAgain(asked)
    }
    onNews()
  })

  return {
    async row(query) {
      const relayBase = deps.engine.httpBase()
      if (relayBase === null) return off
      const asked = recall(relayBase, wantedOf(query))
      goOn(asked, query.pages)
      const blocked = blockedOf(deps)
      const named = [...asked.named.values()].filter(({ id }) => !blocked.has(id))
      const answered = named.flatMap(({ outcome }) =>
        outcome.kind === 'card' ? [latest(outcome.card, cards)] : [],
      )
      const shown = answered.filter(card => isTrue(card, asked.wanted))
      return {
        state: stateOf(asked),
        people: await found.rows(shown, 'relay', asked.askedAtMs ?? 0),
        found: asked.found,
        hasMore: asked.next !== null && asked.pages < mostPages,
        checking: named.filter(({ outcome }) => outcome.kind === 'checking').length,
        refused:
          answered.length - shown.length + named.filter(({ outcome }) => outcome.kind === 'none').length,
        askedAtMs: asked.askedAtMs,
      }
    },
    close() {
      closed = true
      stopReady()
      for (const cancel of timers) cancel()
    },
  }
}

/** They may have changed their profile since. */
const latest = (card: KeptCard, cards: Pick<CardBook, 'of'>): KeptCard => cards.of(card.account) ?? card

const off: DirectoryRow = {
  state: 'off',
  people: [],
  found: 0,
  hasMore: false,
  checking: 0,
  refused: 0,
  askedAtMs: null,
}

const stateOf = (asked: Asked): DirectoryRow['state'] => {
  switch (asked.problem) {
    case null:
      return asked.askedAtMs === null ? 'asking' : 'answered'
    case 'malformed':
      return 'refused'
    default:
      return asked.problem
  }
}
