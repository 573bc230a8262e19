/** Scenes from inside: things on a table, light on a wall, somebody, and paint alone. */
import { blur, type Canvas, ellipse, linear, type Painting, path, polygon, radial, rect } from './svg.ts'

export const colourField = ({ width: w, height: h, palette: p, chance }: Canvas): Painting => {
  const cut = chance.between(0.45, 0.68)
  const inset = Math.min(w, h) * 0.07
  const band = (from: number, to: number, colour: string, id: string): string =>
    rect(
      inset,
      h * from,
      w - inset * 2,
      h * (to - from),
      `rx="${inset * 0.35}" fill="${colour}" filter="url(#edge)"`,
    ) +
    rect(
      inset,
      h * from,
      w - inset * 2,
      h * (to - from),
      `rx="${inset * 0.35}" fill="url(#${id})" filter="url(#edge)"`,
    )
  return {
    defs: [
      blur('edge', Math.min(w, h) / 70),
      radial(
        'lit',
        [
          [0, p.light, 0.4],
          [1, p.light, 0],
        ],
        0.4,
        0.35,
        0.8,
      ),
      radial(
        'dim',
        [
          [0, p.dark, 0],
          [1, p.dark, 0.5],
        ],
        0.5,
        0.4,
        0.8,
      ),
    ],
    layers: [
      rect(0, 0, w, h, `fill="${p.deep}"`),
      rect(0, 0, w, h, 'fill="url(#dim)"'),
      band(0.07, cut - 0.03, p.accent, 'lit'),
      band(cut, cut + 0.05, p.light, 'dim'),
      band(cut + 0.08, 0.93, p.dark, 'lit'),
    ],
  }
}

const vessel = (x: number, base: number, wide: number, tall: number, neck: number): string =>
  `M${x - wide},${base} C${x - wide * 1.15},${base - tall * 0.45} ${x - neck},${base - tall * 0.5} ${x - neck},${base - tall}` +
  ` L${x + neck},${base - tall} C${x + neck},${base - tall * 0.5} ${x + wide * 1.15},${base - tall * 0.45} ${x + wide},${base} Z`

/** Things in a row. Without a room they stand on nothing, which is transparent. */
const vessels = ({ width: w, height: h, palette: p, chance }: Canvas): readonly string[] => {
  const unit = Math.min(w, h)
  const count = Math.max(4, Math.round((w / h) * 4))
  return Array.from({ length: count }, (_, i) => {
    const x = w * ((i + 0.7) / (count + 0.4)) + unit * chance.between(-0.03, 0.03)
    const wide = unit * chance.between(0.055, 0.1)
    const tall = unit * chance.between(0.2, 0.46)
    const base = h * chance.between(0.76, 0.82)
    const body =
      chance.whole(0, 3) === 0
        ? [
            ellipse(x, base - wide, wide * 1.15, wide, `fill="${p.accent}"`),
            ellipse(x, base - wide, wide * 1.15, wide, 'fill="url(#round)"'),
          ]
        : ['fill-opacity="1"', 'lit'].map(look =>
            path(
              vessel(x, base, wide, tall, wide * (i % 2 === 0 ? 0.3 : 0.7)),
              look === 'lit'
                ? 'fill="url(#side)"'
                : `fill="${chance.pick([p.light, p.pale, p.deep, p.light])}"`,
            ),
          )
    return `${ellipse(x + wide * 0.9, base, wide * 1.9, wide * 0.22, `fill="${p.dark}" opacity=".5" filter="url(#cast)"`)}${body.join('')}`
  })
}

const vesselDefs = ({ width: w, height: h, palette: p }: Canvas): readonly string[] => [
  linear(
    'side',
    [
      [0, '#fff', 0.35],
      [0.35, '#fff', 0],
      [1, p.dark, 0.65],
    ],
    0,
  ),
  radial(
    'round',
    [
      [0, '#fff', 0.55],
      [0.5, '#fff', 0],
      [1, p.dark, 0.6],
    ],
    0.35,
    0.3,
    0.75,
  ),
  blur('cast', Math.min(w, h) / 110),
]

export const stillLife = (canvas: Canvas): Painting => {
  const { width: w, height: h, palette: p } = canvas
  return {
    defs: [
      ...vesselDefs(canvas),
      linear(
        'wall',
        [
          [0, p.pale],
          [1, p.light],
        ],
        20,
      ),
      linear('table', [
        [0, p.pale],
        [1, p.deep],
      ]),
      blur('line', h / 200),
    ],
    layers: [
      rect(0, 0, w, h, 'fill="url(#wall)"'),
      rect(-20, h * 0.69, w + 40, h * 0.4, 'fill="url(#table)" filter="url(#line)"'),
      ...vessels(canvas),
    ],
  }
}

export const cutOut = (canvas: Canvas): Painting => ({ defs: vesselDefs(canvas), layers: vessels(canvas) })

export const lightOnWall = ({ width: w, height: h, palette: p, chance }: Canvas): Painting => {
  const lean = w * chance.between(0.08, 0.2)
  const left = w * chance.between(0.18, 0.38)
  const pane = { wide: w * 0.15, tall: h * 0.17 }
  const panes = [0, 1, 2].flatMap(row =>
    [0, 1].map(column => {
      const x = left + column * pane.wide * 1.12 + row * lean * 0.35
      const y = h * 0.17 + row * pane.tall * 1.1 + column * h * 0.03
      const corners = [
        [x, y],
        [x + pane.wide, y + h * 0.03],
        [x + pane.wide + lean * 0.32, y + pane.tall + h * 0.03],
        [x + lean * 0.32, y + pane.tall],
      ] as const
      return polygon(corners, `fill="${p.light}" opacity="${(0.95 - row * 0.16).toFixed(2)}"`)
    }),
  )
  return {
    defs: [
      linear(
        'wall',
        [
          [0, p.deep],
          [1, p.dark],
        ],
        35,
      ),
      radial('spill', [
        [0, p.accent, 0.75],
        [1, p.accent, 0],
      ]),
      blur('sun', Math.min(w, h) / 150),
      linear('floor', [
        [0, p.dark],
        [1, '#000'],
      ]),
    ],
    layers: [
      rect(0, 0, w, h, 'fill="url(#wall)"'),
      ellipse(left + pane.wide, h * 0.45, w * 0.45, h * 0.5, 'fill="url(#spill)"'),
      `<g filter="url(#sun)">${panes.join('')}</g>`,
      rect(0, h * 0.86, w, h * 0.14, 'fill="url(#floor)" opacity=".85"'),
    ],
  }
}

export const portrait = ({ width: w, height: h, palette: p, chance }: Canvas): Painting => {
  const u = Math.min(w, h)
  const x = w * chance.between(0.42, 0.58)
  const y = h * 0.42
  const back = Array.from({ length: 9 }, () =>
    ellipse(
      w * chance.between(0, 1),
      h * chance.between(0, 0.8),
      u * 0.13,
      u * 0.13,
      `fill="${p.pale}" opacity=".16"`,
    ),
  )
  const shoulders =
    `M${x - u * 0.42},${h} C${x - u * 0.4},${h * 0.72} ${x - u * 0.12},${h * 0.73} ${x - u * 0.09},${y + u * 0.2}` +
    ` L${x + u * 0.09},${y + u * 0.2} C${x + u * 0.12},${h * 0.73} ${x + u * 0.4},${h * 0.72} ${x + u * 0.42},${h} Z`
  return {
    defs: [
      radial(
        'room',
        [
          [0, p.deep],
          [1, p.dark],
        ],
        0.65,
        0.35,
        0.8,
      ),
      linear(
        'face',
        [
          [0, p.light],
          [0.3, p.accent],
          [0.75, p.deep],
          [1, p.dark],
        ],
        8,
      ),
      linear(
        'coat',
        [
          [0, p.pale],
          [0.2, p.deep],
          [1, p.dark],
        ],
        12,
      ),
      blur('far', u / 40),
      blur('skin', u / 130),
    ],
    layers: [
      rect(0, 0, w, h, 'fill="url(#room)"'),
      `<g filter="url(#far)">${back.join('')}</g>`,
      path(shoulders, 'fill="url(#coat)" filter="url(#skin)"'),
      ellipse(x, y, u * 0.155, u * 0.21, 'fill="url(#face)" filter="url(#skin)"'),
      path(
        `M${x - u * 0.17},${y} C${x - u * 0.2},${y - u * 0.3} ${x + u * 0.2},${y - u * 0.31} ${x + u * 0.18},${y + u * 0.06} C${x + u * 0.1},${y - u * 0.15} ${x - u * 0.05},${y - u * 0.12} ${x - u * 0.17},${y} Z`,
        `fill="${p.dark}" filter="url(#skin)"`,
      ),
    ],
  }
}
