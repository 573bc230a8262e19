/**
 * Tells others what has come and, if one wants, what was read: one envelope for a burst, at least two seconds apart. A
 * message of one's own says by itself what it answers, so after one there may be nothing left to tell.
 */
import { bytesToHex, hexToBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { ChainMarks, PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { chainMarksPrefix, receivedKey } from '../rows/keys.ts'
import { type Mark, parseMark, parseReceived } from '../rows/small-rows.ts'
import { vouchedFor } from '../rules/received.ts'
import type { Desk } from '../state/desk.ts'

export interface Receipts {
  /** `account/chain` of each that something came in; one's own are passed over. */
  arrived(desk: Desk, chains: Iterable<string>): void
  /** By chain in hex: the last number that was shown. */
  shown(desk: Desk, marks: ReadonlyMap<string, number>): void
  close(): void
}

interface Due {
  readonly arrived: Set<string>
  readonly shown: Map<string, number>
  cancel: (() => void) | null
}

const apartMs = 2_000

type Deps = Pick<ChatDeps, 'rows' | 'ports'> & {
  readonly self: AccountId
  readonly mayTell: (desk: Desk) => boolean
  readonly tellsRead: () => boolean
}

export const createReceipts = ({ self, rows, ports, mayTell, tellsRead }: Deps): Receipts => {
  const dues = new Map<Desk, Due>()
  const own = `${bytesToHex(self)}/`
  let isClosed = false
  const dueOf = (desk: Desk): Due => {
    const due = dues.get(desk) ?? { arrived: new Set(), shown: new Map(), cancel: null }
    dues.set(desk, due)
    return due
  }
  const schedule = (desk: Desk): void => {
    const due = dueOf(desk)
    if (isClosed || due.cancel !== null) return
    due.cancel = ports.clock.after(apartMs, () => {
      due.cancel = null
      tell(desk, due).catch((error: unknown) =>
        ports.log({ event: 'receipt-not-sent', detail: error instanceof Error ? error.message : 'unknown' }),
      )
    })
  }

  const markOf = async (desk: Desk, chain: string): Promise<Mark> => {
    const row = await rows.get(`${chainMarksPrefix(desk.c, chain)}${bytesToHex(self)}`)
    return parseMark(row.ok ? row.value : null)
  }
  const deliveredMarks = async (desk: Desk, due: Due, isComplete: boolean): Promise<ChainMarks> => {
    const marks: [Uint8Array, number][] = []
    for (const one of due.arrived) {
      const [account = '', chain = ''] = one.split('/')
      const row = await rows.get(receivedKey(desk.c, account, chain))
      const { runs, worth } = parseReceived(row.ok ? row.value : null)
      const n = vouchedFor(runs, isComplete)
      const bytes = hexToBytes(chain)
      const told = (await markOf(desk, chain)).delivered ?? -1
      if (bytes !== null && n !== null && n > told && (worth ?? -1) > told) marks.push([bytes, n])
    }
    return marks.slice(0, limits.chainMarks)
  }
  const readMarks = async (desk: Desk, due: Due): Promise<ChainMarks> => {
    const marks: [Uint8Array, number][] = []
    for (const [chain, n] of due.shown) {
      const bytes = hexToBytes(chain)
      if (bytes !== null && n > ((await markOf(desk, chain)).read ?? -1)) marks.push([bytes, n])
    }
    return marks.slice(0, limits.chainMarks)
  }

  const tell = (desk: Desk, due: Due): Promise<void> =>
    desk.sending(async () => {
      const { line } = desk
      if (line === null || isClosed || !mayTell(desk)) return
      const status = line.status()
      if (status.fetching !== null) return schedule(desk)
      const delivered = await deliveredMarks(desk, due, status.missing === 0)
      const read = tellsRead() ? await readMarks(desk, due) : []
      const bodies: PlainBody[] = [
        ...(delivered.length > 0 ? [{ type: 'got', kind: 'delivered', marks: delivered } as const] : []),
        ...(read.length > 0 ? [{ type: 'got', kind: 'read', marks: read } as const] : []),
      ]
      const told = { arrived: [...due.arrived], shown: [...due.shown] }
      const sent = bodies.length === 0 ? null : await line.send(bodies)
      if (sent?.ok === false) return
      for (const one of told.arrived) due.arrived.delete(one)
      for (const [chain, n] of told.shown) if (due.shown.get(chain) === n) due.shown.delete(chain)
    })

  return {
    arrived(desk, chains) {
      const due = dueOf(desk)
      for (const one of chains) if (!one.startsWith(own)) due.arrived.add(one)
      if (due.arrived.size > 0) schedule(desk)
    },
    shown(desk, marks) {
      if (!tellsRead() || marks.size === 0) return
      const due = dueOf(desk)
      for (const [chain, n] of marks) due.shown.set(chain, Math.max(n, due.shown.get(chain) ?? 0))
      schedule(desk)
    },
    close() {
      isClosed = true
      for (const { cancel } of dues.values()) cancel?.()
    },
  }
}
