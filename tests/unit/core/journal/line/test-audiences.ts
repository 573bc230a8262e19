/** Who has which audience secret, as a test says it. Reading and writing journals is real, how secrets come about is not. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { ok } from '../../../../../src/base/result.ts'
import type { AudienceKey, AudienceService } from '../../../../../src/core/audiences/audience-types.ts'
import { Secret } from '../../../../../src/core/crypto/secret.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'

export interface AudienceWorld {
  /** A new secret of theirs, for themselves and these people; the newest from now on. */
  renew(owner: AccountId, readers: readonly AccountId[]): void
  /** They get every secret of this owner that there is. */
  admit(owner: AccountId, reader: AccountId): void
  serviceOf(self: AccountId): AudienceService
}

interface Held {
  readonly key: AudienceKey
  readonly readers: Set<string>
}

export const createAudienceWorld = (): AudienceWorld => {
  const keys = new Map<string, Held[]>()
  const listeners = new Set<{ readonly self: string; readonly tell: (owner: AccountId) => void }>()
  const of = (owner: AccountId): Held[] => {
    const name = bytesToHex(owner)
    const known = keys.get(name) ?? []
    keys.set(name, known)
    return known
  }
  const tell = (owner: AccountId, reader: string): void => {
    for (const listener of listeners) if (listener.self === reader) listener.tell(owner)
  }
  const renew: AudienceWorld['renew'] = (owner, readers) => {
    const key: AudienceKey = {
      generation: of(owner).length + 1,
      id: bytesToHex(systemRandom.bytes(8)),
      secret: new Secret(systemRandom.bytes(32)),
    }
    const names = [owner, ...readers].map(bytesToHex)
    of(owner).push({ key, readers: new Set(names) })
    for (const name of names) tell(owner, name)
  }
  const heldBy = (reader: AccountId, owner: AccountId): readonly AudienceKey[] =>
    of(owner).flatMap(({ key, readers }) => (readers.has(bytesToHex(reader)) ? [key] : []))
  return {
    renew,
    admit(owner, reader) {
      for (const { readers } of of(owner)) readers.add(bytesToHex(reader))
      tell(owner, bytesToHex(reader))
    },
    serviceOf: self => ({
      async current() {
        if (of(self).length === 0) renew(self, [])
        const newest = heldBy(self, self).at(-1)
        if (newest === undefined) throw new Error('one has no secret of one’s own')
        return ok(newest)
      },
      held: owner => heldBy(self, owner),
      find: (owner, generation, id) =>
        heldBy(self, owner).find(key => key.generation === generation && key.id === id) ?? null,
      newest: async owner => heldBy(self, owner).at(-1) ?? null,
      onKeys(listener) {
        const one = { self: bytesToHex(self), tell: listener }
        listeners.add(one)
        return () => listeners.delete(one)
      },
      close: () => undefined,
    }),
  }
}
