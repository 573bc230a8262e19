/**
 * What is to be said goes to the line at once; what a line cannot take yet waits in rows, in order, also over a restart.
 * Nothing overtakes what waits.
 */
import { bytesToBase64Url, equalBytes } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import { enc } from '../../../../protocol/codec/cbor.ts'
import { bodyToItem } from '../../../../protocol/rooms/plain-bodies.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import type { CoreError, MessageId, MessageRow } from '../../../api.ts'
import type { RowChange, StorageError } from '../../../ports.ts'
import { storageFailure } from '../../../storage-failure.ts'
import type { Line } from '../../chat-types.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { localMessageId, type OutboxEntry, outboxToRow } from '../rows/outbox-entry.ts'
import { outboxKey } from '../rows/keys.ts'
import { sendFailure } from '../rules/failures.ts'
import type { Desk } from '../state/desk.ts'

export interface Outbox {
  /** The id of the message, or of what waits to become it. */
  post(desk: Desk, body: PlainBody): Promise<Result<MessageId, CoreError>>
  /** Tries again what waits, in order. */
  flush(desk: Desk): Promise<void>
  /** Null: no such thing waits. */
  change(
    desk: Desk,
    localId: MessageId,
    change: (body: PlainBody) => PlainBody | null,
  ): Promise<Result<null, CoreError> | null>
}

type Deps = Pick<ChatDeps, 'rows' | 'ports'> & { readonly onChange: () => void }

export const createOutbox = ({ rows, ports, onChange }: Deps): Outbox => {
  const write = (
    desk: Desk,
    number: number,
    entry: OutboxEntry | null,
  ): Promise<Result<null, StorageError>> => {
    const key = outboxKey(desk.c, number)
    return rows.write([entry === null ? [key, null] : rows.seal(key, outboxToRow(entry))])
  }
  const keep = async (
    desk: Desk,
    number: number,
    entry: OutboxEntry,
  ): Promise<Result<MessageId, CoreError>> => {
    const written = await write(desk, number, entry)
    if (!written.ok) return err(storageFailure(written.error))
    desk.outbox.set(number, entry)
    onChange()
    return ok(localMessageId(entry))
  }
  const drop = async (desk: Desk, number: number): Promise<Result<null, CoreError>> => {
    const written = await write(desk, number, null)
    if (!written.ok) return err(storageFailure(written.error))
    desk.outbox.delete(number)
    onChange()
    return ok(null)
  }

  const sendWaiting = async (desk: Desk, line: Line): Promise<void> => {
    for (const [number, entry] of desk.outbox) {
      const sent = await line.send([entry.body])
      // The line's own rows have taken it out already, unless it came back as something else.
      if (sent.ok && desk.outbox.has(number)) await drop(desk, number)
      if (sent.ok) continue
      const waitsFor = sent.error.type === 'waits' ? sent.error.for : null
      if (waitsFor !== entry.waitsFor) await keep(desk, number, { ...entry, waitsFor })
      if (sent.error.type !== 'waits' && sent.error.type !== 'not-seated')
        ports.log({ event: 'message-not-sent', reason: sent.error.type })
      return
    }
  }

  return {
    post: (desk, body) =>
      desk.sending(async () => {
        const { line } = desk
        const wait = (waitsFor: MessageRow['waitsFor']): Promise<Result<MessageId, CoreError>> => {
          const entry = { localId: ports.random.bytes(16), body, atMs: ports.clock.nowMs(), waitsFor }
          return keep(desk, nextNumber(desk), entry)
        }
        if (line === null || desk.outbox.size > 0) return wait(null)
        const sent = await line.send([body])
        if (sent.ok) return ok(idOf(sent.value))
        const { error } = sent
        if (error.type === 'waits') return wait(error.for)
        return error.type === 'not-seated' ? wait(null) : err(sendFailure(error))
      }),
    flush: desk =>
      desk.sending(async () => {
        if (desk.line !== null && desk.outbox.size > 0) await sendWaiting(desk, desk.line)
      }),
    change: (desk, localId, change) =>
      desk.sending(async () => {
        const found = [...desk.outbox].find(([, entry]) => localMessageId(entry) === localId)
        if (found === undefined) return null
        const [number, entry] = found
        const body = change(entry.body)
        if (body === null) return drop(desk, number)
        const kept = await keep(desk, number, { ...entry, body })
        return kept.ok ? ok(null) : kept
      }),
  }
}

const nextNumber = (desk: Desk): number => Math.max(-1, ...desk.outbox.keys()) + 1

const idOf = (ids: readonly Uint8Array[]): MessageId => bytesToBase64Url(ids[0] ?? new Uint8Array())

/**
 * Of what was sent, the first that waits and says the same: it goes out of the rows together with the message coming in,
 * so that a crash between the two sends nothing twice.
 */
export const sentEntry = (desk: Desk, body: PlainBody, besides: readonly number[]): number | null => {
  const same = [...desk.outbox].find(
    ([number, entry]) => !besides.includes(number) && isSameBody(entry.body, body),
  )
  return same?.[0] ?? null
}

const isSameBody = (a: PlainBody, b: PlainBody): boolean =>
  a.type === b.type && equalBytes(enc(bodyToItem(a)), enc(bodyToItem(b)))

export const withoutEntry = (desk: Desk, number: number): RowChange => [outboxKey(desk.c, number), null]
