import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { encodeFrame, type Frame } from '../../../../src/protocol/relay/frames.ts'
import { docIdToBase58 } from '../../../../sync-server/connections/document-id.ts'
import { createSession } from '../../../../sync-server/connections/session.ts'

const doc = '00112233445566778899aabbccddeeff'
const message = Uint8Array.of(0x42, 0, 0, 0, 0)

const openSession = () => {
  const sent: Uint8Array[] = []
  const received: [string, Uint8Array][] = []
  const violations: string[] = []
  const others: Frame[] = []
  let compact = 0
  const session = createSession({
    relayPeerId: 'relay',
    receiveSync: async (id, bytes) => void received.push([id, bytes]),
    receiveIntro: async frame => void others.push(frame),
    receiveResume: async question => void others.push({ type: 'resume', question }),
    receivePassing: async (id, sealed) => void others.push({ type: 'passing', doc: id, sealed }),
    onCompact: async () => void compact++,
    issueToken: () => ({ token: new Uint8Array(32).fill(7), ttlInSeconds: 3600 }),
    send: frame => void sent.push(frame),
    violation: what => void violations.push(what),
  })
  return { session, sent, received, violations, others, compact: () => compact }
}

const join = encode({ type: 'join', senderId: 'me', peerMetadata: {}, supportedProtocolVersions: ['1'] })
const repoSync = (senderId: string) =>
  encode({ type: 'sync', senderId, targetId: 'relay', documentId: docIdToBase58(doc), data: message })

describe('a session in compact frames', () => {
  it('carries sync messages to the hub, and answers pings', async () => {
    const { session, sent, received, violations } = openSession()
    await session.receive(encodeFrame({ type: 'sync', doc, message }))
    await session.receive(encodeFrame({ type: 'ping' }))
    await session.receive(encodeFrame({ type: 'pong' }))
    expect(received).toEqual([[doc, message]])
    expect(sent).toEqual([encodeFrame({ type: 'pong' })])
    expect(violations).toEqual([])
  })

  it('answers with a token when one is wanted', async () => {
    const { session, sent, violations } = openSession()
    await session.receive(encodeFrame({ type: 'token-wanted' }))
    expect(sent).toEqual([
      encodeFrame({ type: 'token', token: new Uint8Array(32).fill(7), ttlInSeconds: 3600 }),
    ])
    expect(violations).toEqual([])
  })

  it('hands intros and passing words on, and says once that it is heard', async () => {
    const { session, sent, others, violations, compact } = openSession()
    const [account, tag] = [new Uint8Array(32).fill(1) as AccountId, new Uint8Array(32).fill(2)]
    const frames: readonly Frame[] = [
      { type: 'intro', record: { kind: 'intro', body: [tag], sig: new Uint8Array(64) } },
      { type: 'intro-verdict', from: account, tag, verdict: 'taken' },
      { type: 'intro-withdrawn', to: account, tag },
      { type: 'passing', doc, sealed: tag },
    ]
    session.say({ type: 'passing', doc, sealed: tag })
    expect(sent).toEqual([])
    for (const frame of frames) await session.receive(encodeFrame(frame))
    expect([others, violations, compact()]).toEqual([frames, [], 1])
    session.say({ type: 'passing', doc, sealed: tag })
    expect(sent).toEqual([encodeFrame({ type: 'passing', doc, sealed: tag })])
  })

  it('says what the hub says', () => {
    const { session, sent } = openSession()
    session.sendSync(doc, message)
    session.sendUnavailable(doc)
    session.sendRefused(doc, 'forged')
    expect(sent).toEqual([
      encodeFrame({ type: 'sync', doc, message }),
      encodeFrame({ type: 'unavailable', doc }),
      encodeFrame({ type: 'refused', doc, reason: 'forged' }),
    ])
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['an unknown code', Uint8Array.of(99)],
    ['a frame cut short', encodeFrame({ type: 'sync', doc, message }).subarray(0, 10)],
    ['what only a relay says', encodeFrame({ type: 'unavailable', doc })],
    [
      'a token, which only a relay gives',
      encodeFrame({ type: 'token', token: new Uint8Array(32), ttlInSeconds: 1 }),
    ],
    [
      'what only a relay says of an intro',
      encodeFrame({
        type: 'intro-state',
        to: new Uint8Array(32) as AccountId,
        tag: new Uint8Array(32),
        state: 'kept',
      }),
    ],
    ['what only a relay refuses', encodeFrame({ type: 'refused', doc, reason: 'forged' })],
  ])('counts %s against its sender', async (_, frame) => {
    const { session, received, violations } = openSession()
    await session.receive(frame)
    expect(violations).toHaveLength(1)
    expect(received).toEqual([])
  })

  it('does not change into the other dialect', async () => {
    const { session, sent, violations } = openSession()
    await session.receive(encodeFrame({ type: 'ping' }))
    await session.receive(join)
    expect(violations).toEqual(['frame unknown-kind'])
    expect(sent).toHaveLength(1)
  })
})

describe("a session in automerge-repo's messages", () => {
  it('starts with join and peer, and then carries the same', async () => {
    const { session, sent, received, violations, compact } = openSession()
    await session.receive(join)
    await session.receive(repoSync('me'))
    session.say({ type: 'passing', doc, sealed: message })
    session.sendSync(doc, message)
    session.sendUnavailable(doc)
    session.sendRefused(doc, 'forged')
    expect(received).toEqual([[doc, message]])
    expect(violations).toEqual([])
    const types = sent.map(frame => decode(frame) as { type: string; targetId: string })
    expect(types.map(({ type }) => type)).toEqual(['peer', 'sync', 'doc-unavailable', 'error'])
    expect(compact()).toBe(0)
    expect(types.every(({ targetId }) => targetId === 'me')).toBe(true)
  })

  it('speaks for nobody but who joined', async () => {
    const { session, received, violations } = openSession()
    await session.receive(repoSync('me'))
    await session.receive(join)
    await session.receive(repoSync('somebody else'))
    await session.receive(join)
    await session.receive(encodeFrame({ type: 'sync', doc, message }))
    expect(received).toEqual([])
    expect(violations).toEqual([
      'repo message before join',
      'repo message of another sender',
      'repo join twice',
      'frame after repo join',
    ])
  })

  it('refuses a version that it does not speak', async () => {
    const { session, sent } = openSession()
    await session.receive(encode({ type: 'join', senderId: 'me', supportedProtocolVersions: ['9'] }))
    expect(decode(sent[0]!)).toMatchObject({ type: 'error', message: 'unsupported protocol version' })
  })

  it('leaves ephemeral messages alone', async () => {
    const { session, sent, received, violations } = openSession()
    await session.receive(join)
    const ephemeral = { type: 'ephemeral', senderId: 'me', documentId: docIdToBase58(doc), data: message }
    await session.receive(encode(ephemeral))
    expect([sent.length, received.length, violations.length]).toEqual([1, 0, 0])
  })
})
