/** Numbers, dates and lists as the person's own language writes them; sentences are English for now. */

const rules = new Intl.PluralRules('en')

interface PluralForms {
  readonly one: string
  readonly other: string
}

/** Picks a form and puts the number where the form says `#`. */
export const plural = (count: number, forms: PluralForms): string =>
  (rules.select(count) === 'one' ? forms.one : forms.other).replace('#', formatNumber(count))

export const formatNumber = (value: number): string => new Intl.NumberFormat().format(value)

export const formatDate = (ms: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(ms)

export const formatMoment = (ms: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(ms)

const ages = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "3 days ago"; "just now" below a minute, and for a time to come, which only a wrong clock says. */
export const formatAgo = (ms: number, nowMs: number): string => {
  const seconds = (nowMs - ms) / 1000
  const age = ages.find(([, length]) => seconds >= length)
  if (age === undefined) return 'just now'
  const [unit, length] = age
  return new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / length), unit)
}

export const formatList = (items: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(items)

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Thousands, as disks are sold: 1 kB is 1,000 bytes. */
export const formatBytes = (bytes: number): string => {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step)
}
