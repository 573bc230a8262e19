/** Guards what comes out of IndexedDB, where anything may have been written. */
export const storedBytes = (stored: unknown): Uint8Array => {
  if (stored instanceof Uint8Array) return stored
  if (stored instanceof ArrayBuffer) return new Uint8Array(stored)
  throw new TypeError('a stored value is not bytes')
}
