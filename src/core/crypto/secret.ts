import { wipe } from './wipe.ts'

const redacted = '[secret]'

/**
 * Secret bytes that print as "[secret]" in logs, JSON and inspectors, and that do not survive a
 * structured clone: only `reveal` gives them out. Two secrets are always deeply equal: compare what they reveal.
 */
export class Secret {
  readonly #bytes: Uint8Array

  /** Takes the bytes over; the caller keeps no other use of them. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** The bytes themselves, not a copy. */
  reveal(): Uint8Array {
    return this.#bytes
  }

  /** Afterwards `reveal` gives zeros. */
  wipe(): void {
    wipe(this.#bytes)
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  /** What Node's inspector and console print. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted
  }
}
