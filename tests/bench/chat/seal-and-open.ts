/** What cryptography costs a message: to seal and sign it; to check who signed it, open it and read it. */
import { systemRandom } from '../../../src/base/random.ts'
import { createAccountKeys } from '../../../src/core/account/create-account.ts'
import { openEnvelope } from '../../../src/core/chat/line/judge-envelope.ts'
import { encodeBodies, makeEnvelopes } from '../../../src/core/chat/line/make-envelopes.ts'
import { createVerifier } from '../../../src/protocol/crypto/verify.ts'
import type { Doc32 } from '../../../src/protocol/records/document-genesis.ts'
import { encodeRecord, type SignedRecord } from '../../../src/protocol/records/record.ts'
import { verifyRecord } from '../../../src/protocol/records/verify-record.ts'
import { parseEnvelope } from '../../../src/protocol/rooms/envelope.ts'
import type { EpochId, RoomId } from '../../../src/protocol/rooms/room-types.ts'
import { medianOf, timeMs } from '../measure.ts'
import { textOf } from './texts.ts'

const rounds = 500
const random = (): Uint8Array => systemRandom.bytes(32)

export interface SealedSize {
  readonly ciphertextBytes: number
  readonly entryBytes: number
}

export const benchSealing = async (): Promise<SealedSize> => {
  const { signer } = await createAccountKeys({
    deviceName: 'Bench',
    displayName: 'Bench',
    nowMs: Date.now(),
    random: systemRandom,
  })
  const verify = await createVerifier()
  const key = { room: random() as RoomId, epoch: random() as EpochId, secret: random() }
  const first = {
    feed: random() as Doc32,
    device: signer.publicKey,
    chain: systemRandom.bytes(16),
    prev: null,
    seen: [systemRandom.bytes(16)],
  }
  const seal = async (n: number): Promise<SignedRecord> => {
    const plains = encodeBodies([{ type: 'text', text: textOf(n), replyTo: null }], Date.now(), [])
    if (!plains.ok) throw new Error(plains.error.type)
    const [record] = await makeEnvelopes(plains.value, { ...first, n }, key, signer.sign, systemRandom)
    if (record === undefined) throw new Error('nothing was sealed')
    return record
  }
  const open = async (record: SignedRecord): Promise<void> => {
    const envelope = parseEnvelope(record)
    if (!envelope.ok || !(await verifyRecord(verify, record, signer.publicKey))) throw new Error('not signed')
    if (!openEnvelope(envelope.value, key.secret, key.room).ok) throw new Error('not opened')
  }
  const sealed: number[] = []
  const opened: number[] = []
  let last: SignedRecord | null = null
  for (let n = 0; n < rounds; n++) {
    sealed.push(
      await timeMs(async () => {
        last = await seal(n)
      }),
    )
    const record = last
    if (record !== null) opened.push(await timeMs(() => open(record)))
  }
  console.log(
    `  seal ${micros(sealed)} µs, check and open ${micros(opened)} µs a message (medians of ${rounds})`,
  )
  return sizeOf(await seal(0))
}

const micros = (taken: readonly number[]): string => (1_000 * medianOf(taken)).toFixed(0)

const sizeOf = (record: SignedRecord): SealedSize => {
  const envelope = parseEnvelope(record)
  if (!envelope.ok) throw new Error(envelope.error.reason)
  return { ciphertextBytes: envelope.value.ciphertext.length, entryBytes: encodeRecord(record).length }
}
