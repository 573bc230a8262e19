/**
 * This device's settings under one key; they never leave the device.
 *
 *   enc([2, theme, accent, relay|null, keepOriginals, imageBudgetBytes])
 *   enc([1, theme, accent, relay|null])   as earlier releases wrote them
 */
import { err, ok, type Result } from '../../base/result.ts'
import { enc } from '../../protocol/codec/cbor.ts'
import { bool, decAs, literal, nullable, oneOf, text, tuple, uint } from '../../protocol/codec/shape.ts'
import type { AccentName, CoreError, SettingsRow, ThemeChoice } from '../api.ts'
import type { ValueStorage } from '../ports.ts'
import { accents } from '../profiles/schema.ts'
import { storageFailure } from '../storage-failure.ts'
import { parseRelayUrl } from '../sync/relay-url.ts'

const key = 'settings'
const themes: readonly ThemeChoice[] = ['system', 'light', 'dark']
const common = [oneOf(...themes), oneOf(...accents), nullable(text(2_048))] as const
const shape = tuple<[2, ThemeChoice, AccentName, string | null, boolean, number]>(
  literal(2),
  ...common,
  bool,
  uint(),
)
const firstShape = tuple<[1, ThemeChoice, AccentName, string | null]>(literal(1), ...common)

/** Bytes. */
const imageBudgets = { least: 50_000_000, usual: 500_000_000, most: 64_000_000_000 } as const

/** Settings that cannot be read are the defaults: nothing of the person's work is in them. */
export const loadSettings = async (
  values: ValueStorage,
  defaultRelay: string | null,
): Promise<SettingsRow> => {
  const images = { keepOriginals: false, imageBudgetBytes: imageBudgets.usual }
  const defaultSettings: SettingsRow = { theme: 'system', accent: 'graphite', relay: defaultRelay, ...images }
  const stored = await values.get(key)
  if (!stored.ok || stored.value === null) return defaultSettings
  const parsed = decAs(shape, stored.value, 'settings')
  if (parsed.ok) {
    const [, theme, accent, relay, keepOriginals, imageBudgetBytes] = parsed.value
    return { theme, accent, relay, keepOriginals, imageBudgetBytes }
  }
  const earlier = decAs(firstShape, stored.value, 'settings')
  if (!earlier.ok) return defaultSettings
  const [, theme, accent, relay] = earlier.value
  return { theme, accent, relay, ...images }
}

export const changeSettings = async (
  values: ValueStorage,
  current: SettingsRow,
  change: Partial<SettingsRow>,
): Promise<Result<SettingsRow, CoreError>> => {
  const next = { ...current, ...change }
  if (!themes.includes(next.theme))
    return err({ type: 'invalid-input', field: 'theme', reason: 'unknown-value' })
  if (!accents.includes(next.accent))
    return err({ type: 'invalid-input', field: 'accent', reason: 'unknown-value' })
  const relay = next.relay === null || next.relay.trim() === '' ? null : parseRelayUrl(next.relay)
  if (relay === null && next.relay !== null && next.relay.trim() !== '') {
    return err({ type: 'invalid-input', field: 'relay', reason: 'not-an-address' })
  }
  const { least, most } = imageBudgets
  if (
    !Number.isSafeInteger(next.imageBudgetBytes) ||
    next.imageBudgetBytes < least ||
    next.imageBudgetBytes > most
  ) {
    return err({ type: 'invalid-input', field: 'imageBudgetBytes', reason: 'unknown-value' })
  }
  if (typeof next.keepOriginals !== 'boolean') {
    return err({ type: 'invalid-input', field: 'keepOriginals', reason: 'unknown-value' })
  }
  const { theme, accent, keepOriginals, imageBudgetBytes } = next
  const saved = await values.set(key, enc([2, theme, accent, relay, keepOriginals, imageBudgetBytes]))
  return saved.ok ? ok({ ...next, relay }) : err(storageFailure(saved.error))
}
