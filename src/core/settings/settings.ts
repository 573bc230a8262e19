/** This device's settings: enc([1, theme, accent, relay|null]) under one key. Never leave the device. */
import { err, ok, type Result } from '../../base/result.ts'
import { enc } from '../../protocol/codec/cbor.ts'
import { decAs, literal, nullable, oneOf, text, tuple } from '../../protocol/codec/shape.ts'
import type { AccentName, CoreError, SettingsRow, ThemeChoice } from '../api.ts'
import type { ValueStorage } from '../ports.ts'
import { accents } from '../profiles/schema.ts'
import { storageFailure } from '../storage-failure.ts'
import { parseRelayUrl } from '../sync/relay-url.ts'

const key = 'settings'
const themes: readonly ThemeChoice[] = ['system', 'light', 'dark']
const shape = tuple<[1, ThemeChoice, AccentName, string | null]>(
  literal(1),
  oneOf(...themes),
  oneOf(...accents),
  nullable(text(2_048)),
)

/** Settings that cannot be read are the defaults: nothing of the person's work is in them. */
export const loadSettings = async (values: ValueStorage, defaultRelay: string | null): Promise<SettingsRow> => {
  const defaultSettings: SettingsRow = { theme: 'system', accent: 'graphite', relay: defaultRelay }
  const stored = await values.get(key)
  if (!stored.ok || stored.value === null) return defaultSettings
  const parsed = decAs(shape, stored.value, 'settings')
  if (!parsed.ok) return defaultSettings
  const [, theme, accent, relay] = parsed.value
  return { theme, accent, relay }
}

export const changeSettings = async (
  values: ValueStorage,
  current: SettingsRow,
  change: Partial<SettingsRow>,
): Promise<Result<SettingsRow, CoreError>> => {
  const next = { ...current, ...change }
  if (!themes.includes(next.theme)) return err({ type: 'invalid-input', field: 'theme', reason: 'unknown-value' })
  if (!accents.includes(next.accent)) return err({ type: 'invalid-input', field: 'accent', reason: 'unknown-value' })
  const relay = next.relay === null || next.relay.trim() === '' ? null : parseRelayUrl(next.relay)
  if (relay === null && next.relay !== null && next.relay.trim() !== '') {
    return err({ type: 'invalid-input', field: 'relay', reason: 'not-an-address' })
  }
  const saved = await values.set(key, enc([1, next.theme, next.accent, relay]))
  return saved.ok ? ok({ ...next, relay }) : err(storageFailure(saved.error))
}
