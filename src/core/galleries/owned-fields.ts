/** An owned document as fields: a reading that is made once for each state, and writes in batches. */
import { err, ok, type Result } from '../../base/result.ts'
import type { CoreError } from '../api.ts'
import {
  createOwnedDocument,
  type Reading,
  type Replica,
  type Schema,
  type Sealer,
} from '../documents/index.ts'
import { editFailure } from './edit-failure.ts'
import { applyWrites, type FieldCodec, inBatches, type Write } from './field-codec.ts'
import { galleryLimits } from './limits.ts'

export interface OwnedFields<T> {
  read(): Reading<T>
  /**
   * Answers when all is on disk. Writes that are too much for one change are several edits, in order, and a
   * failure leaves those before it. An edit that would write nothing is none. `what` names it in errors.
   */
  write(writes: readonly Write[], codec: FieldCodec, what: string): Promise<Result<null, CoreError>>
}

/** `stamp` changes whenever the same document may read otherwise, as when another secret is held. */
export const createOwnedFields = <T>(
  replica: Replica,
  schema: Schema<T>,
  sealer: () => Sealer | null,
  stamp: () => number,
): OwnedFields<T> => {
  let last: { readonly key: string; readonly value: T | null } | null = null
  const once: Schema<T> = {
    version: schema.version,
    read(doc) {
      const key = `${stamp()} ${replica.heads().join(' ')}`
      if (last?.key !== key) last = { key, value: schema.read(doc) }
      return last.value
    },
  }
  const document = createOwnedDocument(replica, once, sealer)
  return {
    read: () => document.read(),
    async write(writes, codec, what) {
      for (const batch of inBatches(writes, galleryLimits.editBytes)) {
        const saved = await document.edit(draft => applyWrites(draft, batch, codec))
        if (!saved.ok) return err(editFailure(saved.error, what))
      }
      return ok(null)
    },
  }
}
