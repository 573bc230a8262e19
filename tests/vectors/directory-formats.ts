/** The messages of the directory by the names that vectors give them. */
import type { Result } from '../../src/base/result.ts'
import {
  decodePeopleAnswer,
  decodePeopleQuestion,
  decodeReferencesAnswer,
  decodeReferencesQuestion,
  encodePeopleAnswer,
  encodePeopleQuestion,
  encodeReferencesAnswer,
  encodeReferencesQuestion,
} from '../../src/protocol/directory/directory.ts'
import type { Malformed } from '../../src/protocol/errors.ts'

export interface DirectoryFormat {
  readonly decode: (bytes: Uint8Array) => Result<unknown, Malformed>
  /** What was understood, written again; null where it was refused. */
  readonly readBack: (bytes: Uint8Array) => Uint8Array | null
}

const format = <T>(
  decode: (bytes: Uint8Array) => Result<T, Malformed>,
  encode: (value: T) => Uint8Array,
): DirectoryFormat => ({
  decode,
  readBack: bytes => {
    const decoded = decode(bytes)
    return decoded.ok ? encode(decoded.value) : null
  },
})

export const directoryFormats: Readonly<Record<string, DirectoryFormat>> = {
  'people-question': format(decodePeopleQuestion, encodePeopleQuestion),
  'people-answer': format(decodePeopleAnswer, encodePeopleAnswer),
  'references-question': format(decodeReferencesQuestion, encodeReferencesQuestion),
  'references-answer': format(decodeReferencesAnswer, encodeReferencesAnswer),
}
