import {
  type AutomergeUrl,
  type DocHandle,
  parseAutomergeUrl,
  Repo,
  stringifyAutomergeUrl,
} from '@automerge/automerge-repo'
import { applyChanges, save } from '@automerge/automerge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hexToBytes } from '../../src/base/bytes.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { connect, credentialsOf } from '../support/bare-client.ts'
import { followDoc, nothingYetOf } from '../support/follow-doc.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import {
  changesOf,
  type Content,
  createAccount,
  edit,
  newOwnedDoc,
  type SealedDoc,
  type TestAccount,
} from '../support/sealed-doc.ts'
import { HandshakeAdapter } from '../support/stock-repo-peer.ts'

let relay: RelayProcess
let alice: TestAccount
let bob: TestAccount
const repos: Repo[] = []

beforeAll(async () => {
  relay = await startRelay()
  ;[alice, bob] = await Promise.all([createAccount(), createAccount()])
}, 60_000)

afterAll(async () => {
  await Promise.all(repos.map(repo => repo.shutdown()))
  await relay.stop()
})

const openRepo = (person: TestAccount): { repo: Repo; adapter: HandshakeAdapter } => {
  const adapter = new HandshakeAdapter(relay.wsUrl, credentialsOf(person))
  const repo = new Repo({ network: [adapter] })
  repos.push(repo)
  return { repo, adapter }
}

const urlOf = (doc: DocId): AutomergeUrl =>
  stringifyAutomergeUrl((hexToBytes(doc) ?? new Uint8Array()) as Parameters<typeof stringifyAutomergeUrl>[0])

/** Gives a repo the document as its own would be: the same history, edits and seals alike. */
const putInto = (repo: Repo, doc: SealedDoc): DocHandle<Content> =>
  repo.import<Content>(save(doc.doc), { docId: parseAutomergeUrl(urlOf(doc.id)).documentId })

/** What the owner's other code edited and sealed. */
const bringUpToDate = (handle: DocHandle<Content>, sealed: SealedDoc): void => {
  handle.update(doc => applyChanges(doc, changesOf(sealed))[0])
}

const sealedProfile = async (name: string, owner: TestAccount): Promise<SealedDoc> => {
  const profile = newOwnedDoc(owner.account)
  await edit(owner.first, profile, draft => {
    draft['name'] = name
  })
  return profile
}

describe("automerge-repo's own Repo, behind our handshake", () => {
  it('syncs sealed documents through the relay, both ways and live', async () => {
    const writer = openRepo(alice)
    const reader = openRepo(bob)
    const profile = await sealedProfile('Alice', alice)
    putInto(writer.repo, alice.identity)
    const handle = putInto(writer.repo, profile)

    const found = await expectFound(reader.repo, profile.id)
    expect(found.doc()).toEqual({ name: 'Alice' })

    await edit(alice.first, profile, draft => {
      draft['place'] = 'Lisbon'
    })
    bringUpToDate(handle, profile)
    await expect.poll(() => found.doc()).toEqual({ name: 'Alice', place: 'Lisbon' })
    // The profile may arrive before the identity that it waits for; nothing else is refused.
    expect(writer.adapter.errors.filter(error => !error.endsWith('owner-unknown'))).toEqual([])
  })

  it('and a client in compact frames see the same document', async () => {
    const carol = await createAccount()
    const profile = await sealedProfile('Carol', carol)
    const compact = await connect(relay.wsUrl, credentialsOf(carol))
    followDoc(compact, carol.identity)
    const following = followDoc(compact, profile)
    const found = await expectFound(openRepo(bob).repo, profile.id)

    await edit(carol.first, profile, draft => {
      draft['place'] = 'Porto'
    })
    following.push()
    await expect.poll(() => found.doc()).toEqual({ name: 'Carol', place: 'Porto' })

    const copy = nothingYetOf(profile)
    followDoc(compact, copy)
    await expect.poll(() => copy.doc).toEqual({ name: 'Carol', place: 'Porto' })
    await compact.close()
  })

  it('is told what nobody has brought', async () => {
    const nobody = await sealedProfile('Nobody', await createAccount())
    await expect(openRepo(bob).repo.find(urlOf(nobody.id))).rejects.toThrow(/unavailable/i)
  })

  it('cannot write what the owner did not seal', async () => {
    const dora = await createAccount()
    const profile = await sealedProfile('Dora', dora)
    const writer = openRepo(dora)
    putInto(writer.repo, dora.identity)
    const own = putInto(writer.repo, profile)
    const eve = openRepo(bob)
    const defaced = await expectFound(eve.repo, profile.id)
    const sentBefore = eve.adapter.sentMessages
    defaced.change(draft => {
      draft['name'] = 'Defaced'
    })
    await expect.poll(() => eve.adapter.sentMessages).toBeGreaterThan(sentBefore)

    await edit(dora.first, profile, draft => {
      draft['place'] = 'Faro'
    })
    bringUpToDate(own, profile)
    const reader = await expectFound(openRepo(alice).repo, profile.id)
    await expect.poll(() => reader.doc()).toEqual({ name: 'Dora', place: 'Faro' })
    await expect.poll(() => defaced.doc()).toEqual({ name: 'Defaced', place: 'Faro' })
  })
})

/** `find` says "unavailable" when the relay does not have it yet; another try is how its users wait. */
const expectFound = async (repo: Repo, doc: DocId): Promise<DocHandle<Content>> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await repo.find<Content>(urlOf(doc))
    } catch (error) {
      if (attempt === 50) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}
