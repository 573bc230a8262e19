/** Albums whose images stay on this device: enc([[account32, tag32] …]) under one key. */
import { err, ok, type Result } from '../../base/result.ts'
import { enc } from '../../protocol/codec/cbor.ts'
import { bytesOf, decAs, list, tuple } from '../../protocol/codec/shape.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../account/account-id.ts'
import type { AccountIdText, AlbumIdText, CoreError } from '../api.ts'
import { createSerial } from '../documents/index.ts'
import type { ValueStorage } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import { albumIdToText } from './ids.ts'
import { invalid } from './rules.ts'

export interface Pins {
  keep(account: AccountId, tag: Uint8Array, isKept: boolean): Promise<Result<null, CoreError>>
  /** Whether an album is kept. */
  look(): Promise<(account: AccountIdText, album: AlbumIdText) => boolean>
}

type Pin = [Uint8Array, Uint8Array]

const key = 'kept-albums'
const maxPins = 5_000
const pinsShape = list(tuple<Pin>(bytesOf(32), bytesOf(32)), maxPins)

const nameOf = ([account, tag]: Pin): string =>
  `${accountIdToText(account as AccountId)} ${albumIdToText(tag)}`

export const createPins = (values: ValueStorage): Pins => {
  const serial = createSerial()
  let pins: Map<string, Pin> | null = null
  const load = async (): Promise<Map<string, Pin>> => {
    if (pins !== null) return pins
    const stored = await values.get(key)
    if (!stored.ok) return new Map()
    const decoded = stored.value === null ? null : decAs(pinsShape, stored.value, 'kept albums')
    pins = new Map(decoded?.ok === true ? decoded.value.map(pin => [nameOf(pin), pin]) : [])
    return pins
  }
  return {
    keep: (account, tag, isKept) =>
      serial(async () => {
        const pin: Pin = [account, tag]
        const next = new Map(await load())
        if (isKept) next.set(nameOf(pin), pin)
        else next.delete(nameOf(pin))
        if (next.size > maxPins) return invalid('album', 'too-many')
        const saved = await values.set(key, enc([...next.values()]))
        if (!saved.ok) return err(storageFailure(saved.error))
        pins = next
        return ok(null)
      }),
    async look() {
      const known = await serial(load)
      return (account, album) => known.has(`${account} ${album}`)
    },
  }
}
