import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Theme = 'light' | 'dark'

const sheet = (name: string): string =>
  readFileSync(new URL(`../../../../src/ui/styles/${name}`, import.meta.url), 'utf8')

/** Every `--name: light-dark(#…, #…)` of the style sheets that hold colours. */
const colours = new Map(
  [
    ...`${sheet('tokens.css')}${sheet('accents.css')}`.matchAll(
      /--([a-z0-9-]+):\s*light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\s*\)/g,
    ),
  ].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]),
)

const colour = (name: string, theme: Theme): string => {
  const found = colours.get(name)
  if (found === undefined) throw new Error(`No colour --${name}`)
  return found[theme]
}

const channels = (hex: string): number[] => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16))

/** WCAG 2.2, "relative luminance". */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(hex)
    .map(value => value / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const accents = ['graphite', 'ochre', 'vermilion', 'rose', 'violet', 'cobalt', 'teal', 'moss']
const grounds = ['grey-1', 'grey-2', 'grey-3']
const inks = ['grey-7', 'grey-8', 'grey-9', 'danger', 'warn', 'fine', ...accents]

describe.each<Theme>(['light', 'dark'])('colours in the %s theme', theme => {
  it.each(inks)('%s reads on every ground', ink => {
    for (const ground of grounds) {
      expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(accents)('the main action reads in %s', accent => {
    expect(contrast(colour('on-accent', theme), colour(accent, theme))).toBeGreaterThanOrEqual(4.5)
  })

  it('the edges of fields can be seen', () => {
    for (const ground of ['grey-1', 'grey-2']) {
      expect(contrast(colour('grey-6', theme), colour(ground, theme))).toBeGreaterThanOrEqual(3)
    }
  })

  it('greys have no hue, and each step stands further from the wall', () => {
    const steps = Array.from({ length: 9 }, (_, index) => colour(`grey-${index + 1}`, theme))
    for (const step of steps) expect(new Set(channels(step)).size).toBe(1)
    const distances = steps.map(step => contrast(step, colour('grey-1', theme)))
    expect(distances).toEqual(distances.toSorted((a, b) => a - b))
    expect(new Set(distances).size).toBe(9)
  })
})
