/** Reading the Accept headers of a request (RFC 9110 §12.5), as far as serving files needs. */

export type Encoding = 'br' | 'gzip' | 'identity'

/** Smallest first, and only what the client takes; `identity` is always last. */
export const acceptedEncodings = (header: string | undefined): readonly Encoding[] => {
  const offered = parseWeights(header ?? '')
  const isAccepted = (name: string): boolean => (offered.get(name) ?? offered.get('*') ?? 0) > 0
  return [...(['br', 'gzip'] as const).filter(isAccepted), 'identity']
}

/** A navigation asks for text/html by name; `fetch` and `<img>` do not. */
export const wantsHtml = (header: string | undefined): boolean =>
  (parseWeights(header ?? '').get('text/html') ?? 0) > 0

const parseWeights = (header: string): ReadonlyMap<string, number> => {
  const weights = new Map<string, number>()
  for (const part of header.split(',', 64)) {
    const [name = '', ...parameters] = part.split(';').map(piece => piece.trim().toLowerCase())
    const quality = parameters.find(parameter => parameter.startsWith('q='))
    const weight = quality === undefined ? 1 : Number(quality.slice(2))
    if (name !== '') weights.set(name, Number.isFinite(weight) ? weight : 0)
  }
  return weights
}
