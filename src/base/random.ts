/** Randomness, as an argument. */
export interface Random {
  /** `length` bytes (up to 65,536) from a cryptographically secure source. */
  bytes(length: number): Uint8Array
}

export const systemRandom: Random = {
  bytes: length => crypto.getRandomValues(new Uint8Array(length)),
}
