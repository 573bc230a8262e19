/** Scenes from outside: where water, hills and night lights are. */
import { blur, type Canvas, ellipse, linear, type Painting, path, radial, rect } from './svg.ts'

export const horizon = ({ width: w, height: h, palette: p, chance }: Canvas): Painting => {
  const line = h * chance.between(0.52, 0.66)
  const sunX = w * chance.between(0.25, 0.75)
  const sun = Math.min(w, h) * chance.between(0.06, 0.11)
  const sunY = line - sun * chance.between(0.6, 2.4)
  const streaks = Array.from({ length: 26 }, (_, i) => {
    const depth = (i + 1) / 26
    const long = sun * chance.between(0.5, 2.2) * (0.5 + depth)
    const y = line + (h - line) * depth ** 1.4
    return rect(
      sunX - long + chance.between(-sun, sun) * depth,
      y,
      long * 2,
      1 + h * 0.006 * depth,
      'fill="url(#glint)"',
    )
  })
  return {
    defs: [
      linear('sky', [
        [0, p.deep],
        [0.55, p.pale],
        [1, p.light],
      ]),
      linear('sea', [
        [0, p.pale],
        [0.25, p.deep],
        [1, p.dark],
      ]),
      radial('glow', [
        [0, p.light, 0.95],
        [0.3, p.accent, 0.5],
        [1, p.accent, 0],
      ]),
      linear(
        'glint',
        [
          [0, p.light, 0],
          [0.5, p.light, 0.75],
          [1, p.light, 0],
        ],
        0,
      ),
      blur('haze', h / 160),
      blur('soft', h / 320),
    ],
    layers: [
      rect(0, 0, w, line + 1, 'fill="url(#sky)"'),
      ellipse(sunX, sunY, sun * 6, sun * 4, 'fill="url(#glow)"'),
      ellipse(sunX, sunY, sun, sun, `fill="${p.light}" filter="url(#soft)"`),
      path(
        ridge(w, line + 2, line, h * 0.05, chance.between(0, 9)),
        `fill="${p.deep}" opacity=".55" filter="url(#haze)"`,
      ),
      rect(0, line, w, h - line, 'fill="url(#sea)"'),
      `<g filter="url(#soft)">${streaks.join('')}</g>`,
    ],
  }
}

export const hills = ({ width: w, height: h, palette: p, chance }: Canvas): Painting => {
  const colours = [p.pale, p.accent, p.deep, p.dark]
  const ranges = Array.from({ length: 7 }, (_, i) => {
    const near = i / 6
    const colour = colours[Math.min(3, Math.floor(near * 4))] ?? p.dark
    const d = ridge(w, h * 1.05, h * (0.42 + 0.5 * near), h * (0.05 + 0.08 * near), chance.between(0, 20))
    return `${path(d, `fill="${colour}" opacity="${(0.45 + near * 0.5).toFixed(2)}" filter="url(#far${i})"`)}${rect(
      0,
      h * (0.5 + 0.45 * near),
      w,
      h * 0.12,
      `fill="url(#mist)" opacity="${(0.5 * (1 - near)).toFixed(2)}"`,
    )}`
  })
  return {
    defs: [
      linear('sky', [
        [0, p.pale],
        [0.45, p.light],
        [1, p.light],
      ]),
      linear('mist', [
        [0, p.light, 0],
        [1, p.light, 0.9],
      ]),
      radial('glow', [
        [0, p.light],
        [1, p.light, 0],
      ]),
      ...ranges.map((_, i) => blur(`far${i}`, (h / 260) * (1.6 - i / 5) + 0.3)),
    ],
    layers: [
      rect(0, 0, w, h, 'fill="url(#sky)"'),
      ellipse(w * chance.between(0.2, 0.8), h * 0.28, h * 0.3, h * 0.3, 'fill="url(#glow)"'),
      ...ranges,
    ],
  }
}

export const night = ({ width: w, height: h, palette: p, chance }: Canvas): Painting => {
  const lights = Array.from({ length: 46 }, () => {
    const r = Math.min(w, h) * chance.between(0.012, 0.075)
    const y = h * (0.32 + chance.between(-0.24, 0.34))
    const colour = chance.pick([p.accent, p.pale, p.light, p.accent])
    const look = `fill="${colour}" fill-opacity="${chance.between(0.12, 0.5).toFixed(2)}" stroke="${colour}" stroke-opacity=".35"`
    return ellipse(w * chance.between(0, 1), y, r, r, look)
  })
  return {
    defs: [
      linear('air', [
        [0, p.dark],
        [0.5, p.deep],
        [1, p.dark],
      ]),
      blur('lens', h / 420),
      blur('soft', h / 60),
      linear('ground', [
        [0, p.dark, 0],
        [1, '#000', 0.85],
      ]),
    ],
    layers: [
      rect(0, 0, w, h, 'fill="url(#air)"'),
      ellipse(w * 0.5, h * 0.55, w * 0.5, h * 0.14, `fill="${p.accent}" opacity=".4" filter="url(#soft)"`),
      `<g filter="url(#lens)">${lights.join('')}</g>`,
      rect(0, h * 0.55, w, h * 0.45, 'fill="url(#ground)"'),
    ],
  }
}

/** The outline of a range of hills, closed along the bottom. */
const ridge = (w: number, floor: number, base: number, tall: number, phase: number): string => {
  const points = Array.from({ length: 41 }, (_, i) => {
    const t = (i / 40) * Math.PI * 2
    const y =
      base -
      tall *
        (Math.sin(t * 0.9 + phase) + 0.5 * Math.sin(t * 2.3 + phase * 2) + 0.18 * Math.sin(t * 6.1 + phase))
    return `${((w * i) / 40).toFixed(1)},${y.toFixed(1)}`
  })
  return `M${points.join(' L')} L${w},${floor} L0,${floor} Z`
}
