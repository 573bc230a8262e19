/** A client that asks a relay whether its documents are still the same. */
import * as Automerge from '@automerge/automerge'
import {
  headsDigestOf,
  placesIn,
  resumeDigestOf,
  type ResumeQuestion,
} from '../../../../src/protocol/relay/resume.ts'
import type { DocId } from '../../../../src/protocol/relay/frames.ts'
import type { Subscriber } from '../../../../sync-server/documents/subscriber.ts'
import { edit, newOwnedDoc, type SealedDoc, type TestAccount } from '../../../support/sealed-doc.ts'
import type { Room } from '../../../support/sync-room.ts'
import { nameOf } from './profile-scene.ts'

const key16 = new Uint8Array(16).fill(9)

const digestOf = (sealed: SealedDoc): Uint8Array => digestAt(sealed.id, Automerge.getHeads(sealed.doc))
export const digestAt = (doc: DocId, heads: readonly string[]): Uint8Array =>
  resumeDigestOf(key16, doc, headsDigestOf(heads))

/** Documents that the relay has, and nobody uses. */
export const storedAlbums = async (room: Room, alice: TestAccount, count: number): Promise<SealedDoc[]> => {
  const albums: SealedDoc[] = []
  for (let index = 0; index < count; index++) {
    const album = newOwnedDoc(alice.account, 'album', new Uint8Array(32).fill(index))
    await edit(alice.first, album, nameOf(`album ${index}`))
    const writer = room.join(album)
    await room.settle()
    writer.leave()
    albums.push(album)
  }
  await room.settle()
  room.clock.advance(60_000)
  return albums
}

export const createClient = ({ hub }: Pick<Room, 'hub'>, device = 'phone') => {
  const heard: { doc: DocId; message: Uint8Array }[] = []
  const words: Uint8Array[] = []
  const other: string[] = []
  const subscriber: Subscriber = {
    sync: (doc, message) => void heard.push({ doc, message }),
    unavailable: doc => void other.push(`unavailable ${doc}`),
    refused: (_doc, reason) => void other.push(reason),
    passing: (_doc, word) => void words.push(word),
    violation: reason => void other.push(reason),
  }
  const ask = async (question: Omit<ResumeQuestion, 'number'>) => {
    const answer = await hub.resume(subscriber, { device, key16 }, { number: 1, ...question })
    if (answer === null) throw new Error('no answer')
    const asked =
      question.roster !== null && answer.name === question.roster.name ? question.roster.members.length : 0
    return { name: answer.name, same: placesIn(answer.same, asked + question.listed.length) }
  }
  const listed = (documents: readonly SealedDoc[]) =>
    documents.map(one => ({ doc: one.id, digest: digestOf(one).subarray(0, 8) }))
  return {
    heard,
    words,
    other,
    ask,
    list: (documents: readonly SealedDoc[]) => ask({ roster: null, listed: listed(documents) }),
    begin: (documents: readonly SealedDoc[]) =>
      ask({
        roster: { name: '', count: 0, members: [], digests: new Uint8Array() },
        listed: listed(documents),
      }),
    remember: (
      name: string,
      count: number,
      members: readonly (readonly [number, SealedDoc])[],
      more: readonly SealedDoc[] = [],
    ) =>
      ask({
        roster: {
          name,
          count,
          members: members.map(([place]) => place),
          digests: Uint8Array.from(members.flatMap(([, one]) => [...digestOf(one).subarray(0, 3)])),
        },
        listed: listed(more),
      }),
    leave: () => hub.leave(subscriber),
  }
}
