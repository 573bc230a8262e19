import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { evaluateChain } from '../../../../src/protocol/accounts/chain.ts'
import { verifyAccountRecords } from '../../../../src/protocol/accounts/verify-records.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import type { TokenHolder } from '../../../../sync-server/accounts/tokens.ts'
import { createAuthorize } from '../../../../sync-server/blobs/authorize.ts'
import { addDevice, createAccount, createKey, revokeDevice } from '../../../support/sealed-doc.ts'

const token = new Uint8Array(32).fill(7)

/** Asks with a header, where the token stands for the holder. */
const ask = (
  holder: TokenHolder,
  accountState: Parameters<typeof createAuthorize>[1],
  authorization?: string,
) => {
  const holderOf = (shown: Uint8Array) =>
    bytesToBase64Url(shown) === bytesToBase64Url(token) ? holder : null
  const headers = authorization === undefined ? {} : { authorization }
  return createAuthorize({ holderOf }, accountState)({ headers } as IncomingMessage)
}

const good = `Bearer ${bytesToBase64Url(token)}`

describe('a request', () => {
  it('is its device’s, until that is revoked', async () => {
    const owner = await createAccount()
    const phone = await addDevice(owner)
    const verify = await createVerifier()
    const stateNow = async () => {
      const { genesis, links } = await verifyAccountRecords(verify, owner.account, owner.records)
      return genesis === null ? null : evaluateChain(genesis, links)
    }
    const holder = { account: owner.account, device: phone.publicKey }
    expect(await ask(holder, stateNow, good)).toEqual({ ok: true, value: holder })
    await revokeDevice(owner, phone)
    expect(await ask(holder, stateNow, good)).toEqual({ ok: false, error: 'not-admitted' })
    const others = [owner.first, owner.root].map(({ publicKey }) => ({
      account: owner.account,
      device: publicKey,
    }))
    for (const other of others) expect(await ask(other, stateNow, good)).toEqual({ ok: true, value: other })
  })

  it('is believed where the relay has not heard of the device or the account since it connected', async () => {
    const owner = await createAccount()
    const holder = { account: owner.account, device: createKey().publicKey }
    expect(await ask(holder, async () => null, good)).toEqual({ ok: true, value: holder })
  })

  it.each([
    undefined,
    '',
    'Bearer',
    good.slice(0, -1),
    `${good}A`,
    good.replace('Bearer', 'Basic'),
    `${good} `,
  ])('with %j needs a token', async authorization => {
    const owner = await createAccount()
    const holder = { account: owner.account, device: owner.first.publicKey }
    expect(await ask(holder, async () => null, authorization)).toEqual({ ok: false, error: 'token-needed' })
  })
})
