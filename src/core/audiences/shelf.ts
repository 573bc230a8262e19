/** The documents of audiences that are open: one's own, and those of others in which something is still looked for. */
import { bytesToHex } from '../../base/bytes.ts'
import { audienceGenesis } from '../../protocol/journal/journal-genesis.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { Replica } from '../documents/index.ts'
import type { AudienceDeps } from './audience-deps.ts'

export interface OpenAudience {
  readonly owner: AccountId
  readonly generation: number
  readonly replica: Replica
}

export interface AudienceShelf {
  /** Opens it and keeps it in step; null when that cannot be done here. */
  open(owner: AccountId, generation: number): Promise<OpenAudience | null>
  has(owner: AccountId, generation: number): boolean
  all(): readonly OpenAudience[]
  letGo(one: OpenAudience): Promise<void>
  close(): void
}

interface Shelved extends OpenAudience {
  stop(): void
}

/** Of others. What was waited for longest is let go of; it is looked for again when somebody asks. */
const mostOpen = 64

export const createAudienceShelf = (
  {
    self,
    store,
    engine,
    onOpened,
    ports,
  }: Pick<AudienceDeps, 'self' | 'store' | 'engine' | 'onOpened' | 'ports'>,
  onChange: (one: OpenAudience) => void,
): AudienceShelf => {
  const shelved = new Map<string, Shelved>()
  const opening = new Map<string, Promise<OpenAudience | null>>()
  const ownPrefix = bytesToHex(self)

  const letGo = async (one: OpenAudience): Promise<void> => {
    const name = nameOf(one.owner, one.generation)
    const entry = shelved.get(name)
    if (entry?.replica !== one.replica) return
    shelved.delete(name)
    entry.stop()
    engine.untrack(one.replica.id)
    await store.release(one.replica.id)
  }
  const makeRoom = async (): Promise<void> => {
    const others = [...shelved].filter(([name]) => !name.startsWith(ownPrefix))
    for (const [, one] of others.slice(0, Math.max(0, others.length - mostOpen))) await letGo(one)
  }
  const openNow = async (owner: AccountId, generation: number): Promise<OpenAudience | null> => {
    const opened = await store.open(audienceGenesis(owner, generation))
    if (!opened.ok) {
      ports.log({ event: 'audience-not-opened', reason: opened.error.type })
      return null
    }
    const one = { owner, generation, replica: opened.value }
    shelved.set(nameOf(owner, generation), { ...one, stop: opened.value.onChange(() => onChange(one)) })
    onOpened(opened.value)
    await makeRoom()
    return one
  }

  return {
    async open(owner, generation) {
      const name = nameOf(owner, generation)
      const known = shelved.get(name) ?? (await opening.get(name))
      if (known !== undefined) return known
      const promise = openNow(owner, generation)
      opening.set(name, promise)
      try {
        return await promise
      } finally {
        opening.delete(name)
      }
    },
    has: (owner, generation) => shelved.has(nameOf(owner, generation)),
    all: () => [...shelved.values()],
    letGo,
    close() {
      for (const { stop } of shelved.values()) stop()
      shelved.clear()
    },
  }
}

const nameOf = (owner: AccountId, generation: number): string => `${bytesToHex(owner)}/${generation}`
