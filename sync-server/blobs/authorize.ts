/** Whose device sends a request: by its token, and by what its account says of it at this moment. */
import type { IncomingMessage } from 'node:http'
import { base64UrlToBytes } from '../../src/base/bytes.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import type { AccountState } from '../../src/protocol/accounts/chain.ts'
import type { BlobRefusal } from '../../src/protocol/blobs/http.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { standingOf } from '../accounts/standing.ts'
import type { TokenHolder, Tokens } from '../accounts/tokens.ts'

export type Unauthorized = Extract<BlobRefusal, 'token-needed' | 'not-admitted'>

export type Authorize = (request: IncomingMessage) => Promise<Result<TokenHolder, Unauthorized>>

/** `accountState`: null where the relay holds nothing of the account. */
export const createAuthorize =
  (
    tokens: Pick<Tokens, 'holderOf'>,
    accountState: (account: AccountId) => Promise<AccountState | null>,
  ): Authorize =>
  async request => {
    const token = tokenIn(request.headers.authorization)
    const holder = token === null ? null : tokens.holderOf(token)
    if (holder === null) return err('token-needed')
    const state = await accountState(holder.account)
    // A device that the relay does not know of yet showed its chain when it connected.
    const isRevoked = state !== null && standingOf(state, holder.device) === 'revoked'
    return isRevoked ? err('not-admitted') : ok(holder)
  }

const tokenIn = (header: string | undefined): Uint8Array | null => {
  const text = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(header ?? '')?.[1]
  return text === undefined ? null : base64UrlToBytes(text)
}
