/** A credit as a draft's text, so that it is saved and kept like everything else. Pure. */

export interface CreditText {
  readonly name: string
  readonly role: string
}

export const creditToText = ({ name, role }: CreditText): string => JSON.stringify([name, role])

export const creditFromText = (text: string): CreditText => {
  const parsed = parseJson(text)
  if (!Array.isArray(parsed)) return { name: '', role: '' }
  const name: unknown = parsed[0]
  const role: unknown = parsed[1]
  return { name: typeof name === 'string' ? name : '', role: typeof role === 'string' ? role : '' }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
