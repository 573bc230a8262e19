/** The safety number as people see it and as devices scan it. Pure. */

const digitCount = 60

/** What was scanned, if it is a safety number. */
export const digitsOf = (text: string): string | null => {
  const digits = text.replace(/\s/gu, '')
  return /^[0-9]+$/.test(digits) && digits.length === digitCount ? digits : null
}
