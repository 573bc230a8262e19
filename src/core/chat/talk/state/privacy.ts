/** What one lets others see: [1, typing, readReceipts] in `p:` for all of one's devices, [1, notices] in a row of this one. */
import { ok, type Result } from '../../../../base/result.ts'
import { bool, literal, parseItem, tuple } from '../../../../protocol/codec/shape.ts'
import type { CoreError, PrivacyRow } from '../../../api.ts'
import type { PrivateMap, SealedRows } from '../../../private/private-types.ts'
import { storageFailure } from '../../../storage-failure.ts'
import { editFailure } from '../rules/failures.ts'
import { privacyKey } from '../rows/keys.ts'

export interface Privacy {
  row(): PrivacyRow
  change(change: Partial<PrivacyRow>): Promise<Result<null, CoreError>>
}

const field = 'p:'
const sharedShape = tuple<[1, boolean, boolean]>(literal(1), bool, bool)
const ownShape = tuple<[1, boolean]>(literal(1), bool)

export const loadPrivacy = async (talk: PrivateMap, rows: SealedRows): Promise<Privacy> => {
  const stored = await rows.get(privacyKey)
  const own = stored.ok ? parseItem(ownShape, stored.value, 'privacy row') : stored
  let notices = own.ok && own.value !== null ? own.value[1] : false
  const row = (): PrivacyRow => {
    const shared = parseItem(sharedShape, talk.entries().get(field) ?? null, 'privacy')
    const [, typing, readReceipts] = shared.ok ? shared.value : [1, true, false]
    return { typing, readReceipts, notices }
  }
  return {
    row,
    async change(change) {
      const next = { ...row(), ...change }
      if (next.notices !== notices) {
        const written = await rows.write([rows.seal(privacyKey, [1, next.notices])])
        if (!written.ok) return { ok: false, error: storageFailure(written.error) }
        notices = next.notices
      }
      const { typing, readReceipts } = row()
      if (next.typing === typing && next.readReceipts === readReceipts) return ok(null)
      const written = await talk.write([[field, [1, next.typing, next.readReceipts]]])
      return written.ok ? ok(null) : { ok: false, error: editFailure(written.error) }
    },
  }
}
