/** The little of SVG that scenes are painted with. */
import type { Chance } from './random.ts'
import type { Palette } from './palettes.ts'

export interface Canvas {
  readonly width: number
  readonly height: number
  readonly palette: Palette
  readonly chance: Chance
}

/** Definitions, then what is painted, back to front. */
export interface Painting {
  readonly defs: readonly string[]
  readonly layers: readonly string[]
}

type Stop = readonly [offset: number, colour: string, opacity?: number]

const stopsOf = (stops: readonly Stop[]): string =>
  stops
    .map(
      ([at, colour, opacity = 1]) =>
        `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
    )
    .join('')

export const linear = (id: string, stops: readonly Stop[], angle = 90): string =>
  `<linearGradient id="${id}" gradientTransform="rotate(${angle} .5 .5)">${stopsOf(stops)}</linearGradient>`

export const radial = (id: string, stops: readonly Stop[], cx = 0.5, cy = 0.5, r = 0.5): string =>
  `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stopsOf(stops)}</radialGradient>`

export const blur = (id: string, deviation: number): string =>
  `<filter id="${id}" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${deviation.toFixed(1)}"/></filter>`

export const rect = (x: number, y: number, width: number, height: number, rest: string): string =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" ${rest}/>`

export const ellipse = (cx: number, cy: number, rx: number, ry: number, rest: string): string =>
  `<ellipse cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}" ${rest}/>`

export const path = (d: string, rest: string): string => `<path d="${d}" ${rest}/>`

export const polygon = (points: readonly (readonly [number, number])[], rest: string): string =>
  `<polygon points="${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}" ${rest}/>`

export const svgOf = ({ width, height }: Canvas, { defs, layers }: Painting): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
  `<defs>${defs.join('')}</defs>${layers.join('')}</svg>`
