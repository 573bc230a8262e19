/** Alice's devices, and questions to the state of her chain. */
import { bytesToHex } from '../../../../src/base/bytes.ts'
import type { AccountState, IgnoredReason } from '../../../../src/protocol/accounts/chain.ts'
import type { Link } from '../../../../src/protocol/records/link.ts'
import { adding, keyNamed, link, root } from './people.ts'

export const alice = keyNamed('laptop')
export const phone = keyNamed('phone')
export const tablet = keyNamed('tablet')
export const puppet = keyNamed('puppet')

export const activeNames = (state: AccountState): readonly string[] =>
  [...state.devices.values()].flatMap(device => (device.status === 'active' ? [device.name] : []))

export const reasonFor = (state: AccountState, ignored: Link): IgnoredReason | null =>
  state.ignored.find(entry => bytesToHex(entry.rid) === bytesToHex(ignored.rid))?.reason ?? null

export const counts = (state: AccountState, counted: Link): boolean =>
  state.counted.has(bytesToHex(counted.rid))

/** Root adds the laptop, the laptop adds the phone, the phone the tablet: the eldest first. */
export const family = async (): Promise<{
  readonly links: readonly [Link, Link, Link]
  readonly last: Link
}> => {
  const laptop = await link(root, [], adding('laptop'))
  const second = await link(alice, [laptop], adding('phone'))
  const third = await link(phone, [second], adding('tablet'))
  return { links: [laptop, second, third], last: third }
}
