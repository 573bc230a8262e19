import { bytesToUtf8 } from '../../base/bytes.ts'
import { latin1 } from './read-bytes.ts'

/** UTF-8 where it is that, else Latin-1, which most of what is neither was meant to be. */
export const textOf = (bytes: Uint8Array): string => bytesToUtf8(bytes) ?? latin1(bytes, 0, bytes.length)
