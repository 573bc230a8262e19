/** What a relay can do to people who talk: it carries every frame, and may do with it as the test likes. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { AccountIdText } from '../../src/core/api.ts'
import type { DocumentKind } from '../../src/protocol/records/document-genesis.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import { type MeddlingRelay, type OnItsWay, startMeddlingRelay } from './meddling-relay.ts'
import { connect, createPerson, type Person, reconnect } from './people.ts'
import { type RelayProcess, startRelay } from './relay-process.ts'

/**
 * Sets the stage anew for each test of a file: a relay, and before it a hostile one, which is what the people talk to.
 */
export const setHostileStage = () => {
  let folder: string
  let relay: RelayProcess
  let hostile: MeddlingRelay

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gesso-hostile-'))
    relay = await startRelay({ dataDir: join(folder, 'data') })
    hostile = await startMeddlingRelay(relay.port)
  })
  afterEach(async () => {
    await hostile.close()
    await relay.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const startFrom = async (name: string): Promise<void> => {
    relay = await startRelay({ dataDir: join(folder, name), port: relay.port })
  }
  const createTwo = async (): Promise<readonly [Person, Person]> => [
    await createPerson('Alice', hostile.wsUrl),
    await createPerson('Bob', hostile.wsUrl),
  ]
  const ownerOf = (frame: Frame): AccountIdText | null =>
    frame.type === 'sync' ? (hostile.documents().find(({ id }) => id === frame.doc)?.owner ?? null) : null
  const kindOf = (frame: Frame): string | null =>
    frame.type === 'sync'
      ? (hostile.documents().find(({ id }) => id === frame.doc)?.genesis.kind ?? null)
      : null

  return {
    hostile: () => hostile,
    relayPort: () => relay.port,
    kindOf,
    /** Nothing of this kind that `author` writes comes down to `reader`. */
    withheldFrom:
      (reader: Person, author: Person, kind: DocumentKind = 'feed') =>
      ({ account, way, frame }: OnItsWay): boolean =>
        way === 'down' &&
        account === reader.account &&
        kindOf(frame) === kind &&
        ownerOf(frame) === author.account,
    honestAgain: (...people: readonly Person[]): void => {
      hostile.meddle(null)
      reconnect(...people)
    },
    createTwo,
    /** Alice is connected to both of the others. */
    createThree: async (): Promise<readonly [Person, Person, Person]> => {
      const [alice, bob] = await createTwo()
      const carol = await createPerson('Carol', hostile.wsUrl)
      await connect(alice, bob)
      await connect(alice, carol)
      return [alice, bob, carol]
    },
    /** The relay behind ends, a copy of its data is put by, and it starts again. */
    keepCopy: async (name: string): Promise<void> => {
      await relay.kill()
      await cp(join(folder, 'data'), join(folder, name), { recursive: true })
      await startFrom('data')
    },
    /** The relay behind ends, and one starts in its place on a copy that was put by. */
    rollBackTo: async (name: string): Promise<void> => {
      await relay.kill()
      await startFrom(name)
    },
  }
}
