/** People with real keys and real signatures, for tests that talk to a real relay. Keys live in this process. */
import { generateKeyPairSync, randomBytes, sign as signWith } from 'node:crypto'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import { compareBytes } from '../../src/base/bytes.ts'
import { type AccountState, evaluateChain } from '../../src/protocol/accounts/chain.ts'
import { verifyAccountRecords } from '../../src/protocol/accounts/verify-records.ts'
import { type AccountGenesis, createAccountGenesis, parseAccountGenesis } from '../../src/protocol/records/account-genesis.ts'
import { type Frontier, popInput, signLink } from '../../src/protocol/records/link.ts'
import type { SignedRecord, SignMessage } from '../../src/protocol/records/record.ts'

export interface KeyHolder {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly sign: SignMessage
}

export interface Person {
  readonly name: string
  readonly genesis: AccountGenesis
  readonly account: AccountGenesis['account']
  readonly root: KeyHolder
  /** In the order they were added; the first one by the root. */
  readonly devices: readonly KeyHolder[]
  /** The genesis, then the links, each after those it follows. */
  records(): readonly SignedRecord[]
  /** What the records say of the account. */
  state(): Promise<AccountState>
  /** Also the record that was added. `by`: the first device unless told otherwise. */
  addDevice(by?: KeyHolder): Promise<{ readonly device: KeyHolder; readonly record: SignedRecord }>
  revoke(device: KeyHolder, options?: { readonly by?: KeyHolder; readonly frontier?: Frontier }): Promise<SignedRecord>
}

export const createKeyHolder = (): KeyHolder => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: message => Promise.resolve(new Uint8Array(signWith(null, message, privateKey))),
  }
}

export const makePerson = async (name: string): Promise<Person> => {
  const root = createKeyHolder()
  const parsed = parseAccountGenesis(
    await createAccountGenesis(root.sign, root.publicKey, new Uint8Array(randomBytes(32))),
  )
  if (!parsed.ok) throw new Error('a genesis of our own does not parse')
  const genesis = parsed.value
  const { account } = genesis
  const verify = await createVerifier()
  const devices: KeyHolder[] = []
  const records: SignedRecord[] = [genesis.record]

  const state = async (): Promise<AccountState> =>
    evaluateChain(genesis, (await verifyAccountRecords(verify, account, records)).links)

  const addLink = async (by: KeyHolder, operation: Parameters<typeof signLink>[4]): Promise<SignedRecord> => {
    const prev = (await state()).nextPrev.toSorted(compareBytes)
    const record = await signLink(by.sign, account, prev, by.publicKey, operation)
    records.push(record)
    return record
  }
  const addDevice = async (by: KeyHolder = devices[0] ?? root) => {
    const device = createKeyHolder()
    const pop = await device.sign(popInput(account, by.publicKey, device.publicKey))
    const record = await addLink(by, {
      op: 'add',
      device: device.publicKey,
      addedAtMs: 1_750_000_000_000,
      name: `${name} ${devices.length + 1}`,
      pop,
    })
    devices.push(device)
    return { device, record }
  }
  await addDevice(root)
  return {
    name,
    genesis,
    account,
    root,
    devices,
    records: () => [...records],
    state,
    addDevice,
    revoke: (device, { by = devices[0] ?? root, frontier = [] } = {}) =>
      addLink(by, { op: 'revoke', device: device.publicKey, frontier }),
  }
}

/** The device that a test uses when it does not matter which. */
export const firstDevice = (person: Person): KeyHolder => {
  const [device] = person.devices
  if (device === undefined) throw new Error(`${person.name} has no device`)
  return device
}
