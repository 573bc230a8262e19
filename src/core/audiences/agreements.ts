/** Key agreements between one's own akX pairs and others' keys, each made once. */
import { bytesToHex } from '../../base/bytes.ts'
import { sharedSecret, type X25519KeyPair } from '../crypto/x25519.ts'
import { wipe } from '../crypto/wipe.ts'

export interface Agreements {
  /** 32 bytes, kept here and wiped at the end; null when theirs is nobody's key. */
  with(own: X25519KeyPair, theirX: Uint8Array): Uint8Array | null
  /** Whether that was made before, and costs nothing. */
  knows(own: X25519KeyPair, theirX: Uint8Array): boolean
  close(): void
}

/** Far more than connections: past it, all are made again. */
const mostKept = 4_096

export const createAgreements = (): Agreements => {
  const made = new Map<string, Uint8Array | null>()
  const clear = (): void => {
    for (const shared of made.values()) if (shared !== null) wipe(shared)
    made.clear()
  }
  return {
    with(own, theirX) {
      const name = nameOf(own, theirX)
      const known = made.get(name)
      if (known !== undefined) return known
      if (made.size >= mostKept) clear()
      const shared = sharedSecret(own.secretKey, theirX)
      made.set(name, shared)
      return shared
    },
    knows: (own, theirX) => made.has(nameOf(own, theirX)),
    close: clear,
  }
}

const nameOf = (own: X25519KeyPair, theirX: Uint8Array): string =>
  `${bytesToHex(own.publicKey)} ${bytesToHex(theirX)}`
