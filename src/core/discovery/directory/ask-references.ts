/** Every page of what a relay knows to be about some keys. */
import { bytesToHex } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { directoryLimits, type Reference } from '../../../protocol/directory/directory-types.ts'
import type { AskError } from '../discovery-types.ts'
import type { RelayQuestions } from './ask-relay.ts'

/** A relay that never ends is not heard out. */
const mostPages = 50

/** At most `most`, about the keys alone; not checked further. What came before an error is let go of. */
export const askReferences = async (
  relay: Pick<RelayQuestions, 'references'>,
  keys: readonly Uint8Array[],
  most: number,
): Promise<Result<readonly Reference[], AskError>> => {
  const found: Reference[] = []
  for (let from = 0; from < keys.length && found.length < most; from += directoryLimits.keys) {
    const some = keys.slice(from, from + directoryLimits.keys)
    const answered = await allPages(relay, some, most - found.length)
    if (!answered.ok) return answered
    found.push(...answered.value)
  }
  return ok(found.slice(0, most))
}

const allPages = async (
  relay: Pick<RelayQuestions, 'references'>,
  keys: readonly Uint8Array[],
  most: number,
): Promise<Result<readonly Reference[], AskError>> => {
  const asked = new Set(keys.map(bytesToHex))
  const found: Reference[] = []
  let after: Uint8Array | null = null
  for (let page = 0; page < mostPages && found.length < most; page++) {
    const answer = await relay.references({ keys, after })
    if (!answer.ok) return err({ type: answer.error.type })
    found.push(...answer.value.references.filter(({ key }) => asked.has(bytesToHex(key))))
    after = answer.value.next
    if (after === null) break
  }
  return ok(found)
}
