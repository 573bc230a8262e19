import { concatBytes } from '../base/bytes.ts'
import type { BrowserKey } from '../core/ports.ts'

/** WebCrypto's key, by a name that DOM and Node types share. */
export type AesKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const nonceBytes = 12
const tagBytes = 16

/** The kind of key that `aesBrowserKey` works with. */
export const aesKeyAlgorithm = { name: 'AES-GCM', length: 256 } as const

/** A `BrowserKey` over one AES-256-GCM key. Sealed bytes: nonce (12, random) ‖ ciphertext ‖ tag (16). */
export const aesBrowserKey = (key: AesKey): BrowserKey => ({
  seal: async (plain, associated) => {
    const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
    const sealed = await crypto.subtle.encrypt(parameters(nonce, associated), key, plain.slice())
    return concatBytes(nonce, new Uint8Array(sealed))
  },
  open: async (sealed, associated) => {
    if (sealed.length < nonceBytes + tagBytes) return null
    const nonce = sealed.slice(0, nonceBytes)
    try {
      return new Uint8Array(
        await crypto.subtle.decrypt(parameters(nonce, associated), key, sealed.slice(nonceBytes)),
      )
    } catch (error) {
      if (error instanceof Error && error.name === 'OperationError') return null
      throw error
    }
  },
})

const parameters = (nonce: Uint8Array<ArrayBuffer>, associated: Uint8Array) => ({
  name: aesKeyAlgorithm.name,
  iv: nonce,
  additionalData: associated.slice(),
  tagLength: tagBytes * 8,
})
