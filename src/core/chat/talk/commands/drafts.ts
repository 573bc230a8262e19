/** What somebody has begun to write, in each conversation, on this device. */
import { utf8ToBytes } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import type { ConversationId, CoreError } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { storageFailure } from '../../../storage-failure.ts'
import { tooLong, wholeCharacters } from '../../../typed-text.ts'
import { draftKey } from '../rows/keys.ts'
import { draftBytes, draftToRow } from '../rows/small-rows.ts'
import { unknownConversation } from '../rules/failures.ts'
import type { Desk } from '../state/desk.ts'
import type { Directory } from '../state/directory.ts'

export interface Drafts {
  write(c: ConversationId, text: string): Promise<Result<null, CoreError>>
  /** It became a message: gone, unless something else stands there by now. */
  sent(c: ConversationId, text: string): Promise<void>
}

interface Deps {
  readonly rows: SealedRows
  readonly directory: Directory
  readonly deskOf: (c: ConversationId) => Desk
  readonly onChange: () => void
}

export const createDrafts = ({ rows, directory, deskOf, onChange }: Deps): Drafts => {
  const write: Drafts['write'] = async (c, text) => {
    if (directory.find(c) === null) return err(unknownConversation)
    const draft = wholeCharacters(text)
    if (draft.length > draftBytes || utf8ToBytes(draft).length > draftBytes) return err(tooLong('text'))
    const desk = deskOf(c)
    if (desk.draft === draft) return ok(null)
    desk.draft = draft
    const written = await rows.write([
      draft === '' ? [draftKey(c), null] : rows.seal(draftKey(c), draftToRow(draft)),
    ])
    onChange()
    return written.ok ? ok(null) : err(storageFailure(written.error))
  }
  return {
    write,
    async sent(c, text) {
      if (deskOf(c).draft === wholeCharacters(text)) await write(c, '')
    },
  }
}
