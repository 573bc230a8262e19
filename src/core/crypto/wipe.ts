/** Overwrites bytes that held a secret. A best effort: engines may have copied them before. */
export const wipe = (...buffers: readonly Uint8Array[]): void => {
  for (const buffer of buffers) buffer.fill(0)
}
