/** Browsers read the file after the click; a minute is long enough for the slowest of them. */
const keepUrlMs = 60_000

/** Hands bytes to the browser's own downloads. */
export const saveFile = (bytes: Uint8Array, mime: string, name: string): void => {
  // The bytes crossed a port, so nobody shares their buffer.
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keepUrlMs)
}
