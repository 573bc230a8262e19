/** Pictures drawn from a number, so that screens can be looked at without a single file. */

export interface Picture {
  readonly seed: number
  /** Of the largest rendition. */
  readonly width: number
  readonly height: number
  readonly transparent: boolean
}

type Pen = OffscreenCanvasRenderingContext2D

/** The picture at this long edge, never larger than it is. */
export const paint = (picture: Picture, longEdge: number): OffscreenCanvas => {
  const scale = Math.min(1, longEdge / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('this browser draws no pictures')
  const random = numbersFrom(picture.seed)
  if (picture.transparent) drawMobile(pen, width, height, random)
  else (styles[picture.seed % styles.length] ?? drawHills)(pen, width, height, random)
  return canvas
}

/** A small generator (mulberry32): the same numbers for the same seed. */
export const numbersFrom = (seed: number): (() => number) => {
  let state = (seed + 1) * 0x9e3779b1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const fillWith = (pen: Pen, width: number, height: number, from: string, to: string): void => {
  const wash = pen.createLinearGradient(0, 0, width * 0.2, height)
  wash.addColorStop(0, from)
  wash.addColorStop(1, to)
  pen.fillStyle = wash
  pen.fillRect(0, 0, width, height)
}

const drawHills = (pen: Pen, width: number, height: number, random: () => number): void => {
  const hue = random() * 360
  fillWith(pen, width, height, `hsl(${hue} 35% 78%)`, `hsl(${hue + 40} 45% 88%)`)
  for (let ridge = 1; ridge <= 5; ridge++) {
    const base = height * (0.3 + ridge * 0.12)
    const [phase, swing] = [random() * 7, height * (0.03 + random() * 0.06)]
    pen.fillStyle = `hsl(${hue + 200} ${12 + ridge * 3}% ${72 - ridge * 12}%)`
    pen.beginPath()
    pen.moveTo(0, height)
    for (let step = 0; step <= 40; step++) {
      const x = (step / 40) * width
      pen.lineTo(x, base + Math.sin(step / 5 + phase) * swing + Math.sin(step / 2.1 + phase) * swing * 0.3)
    }
    pen.lineTo(width, height)
    pen.fill()
  }
}

const drawFields = (pen: Pen, width: number, height: number, random: () => number): void => {
  const hue = random() * 360
  fillWith(pen, width, height, `hsl(${hue} 60% 22%)`, `hsl(${hue + 20} 55% 16%)`)
  const edge = Math.min(width, height) * 0.08
  for (let field = 0; field < 2; field++) {
    const top = field === 0 ? edge : height * 0.5 + edge / 2
    pen.filter = `blur(${Math.max(1, edge / 6)}px)`
    pen.fillStyle = `hsl(${hue + 30 + field * 25 + random() * 30} 70% ${38 + random() * 22}%)`
    pen.fillRect(edge, top, width - 2 * edge, height * 0.5 - edge * 1.5)
  }
  pen.filter = 'none'
}

const drawNight = (pen: Pen, width: number, height: number, random: () => number): void => {
  fillWith(pen, width, height, '#0b1018', '#1d2530')
  for (let lamp = 0; lamp < 14; lamp++) {
    const [x, y] = [random() * width, height * (0.3 + random() * 0.6)]
    const reach = Math.min(width, height) * (0.05 + random() * 0.18)
    const glow = pen.createRadialGradient(x, y, 0, x, y, reach)
    glow.addColorStop(0, `hsl(${25 + random() * 40} 95% 72% / 90%)`)
    glow.addColorStop(1, 'hsl(35 90% 50% / 0%)')
    pen.fillStyle = glow
    pen.fillRect(x - reach, y - reach, reach * 2, reach * 2)
  }
}

const drawStillLife = (pen: Pen, width: number, height: number, random: () => number): void => {
  const hue = random() * 360
  fillWith(pen, width, height, `hsl(${hue} 14% 84%)`, `hsl(${hue} 18% 70%)`)
  pen.fillStyle = `hsl(${hue + 20} 16% 55%)`
  pen.fillRect(0, height * 0.68, width, height * 0.32)
  for (let thing = 0; thing < 4; thing++) {
    const radius = Math.min(width, height) * (0.08 + random() * 0.14)
    const x = width * (0.2 + thing * 0.2)
    const y = height * 0.72 - radius * 0.7
    const light = pen.createRadialGradient(x - radius / 3, y - radius / 3, radius / 8, x, y, radius)
    light.addColorStop(0, `hsl(${hue + thing * 70} 65% 78%)`)
    light.addColorStop(1, `hsl(${hue + thing * 70} 55% 34%)`)
    pen.fillStyle = light
    pen.beginPath()
    pen.arc(x, y, radius, 0, Math.PI * 2)
    pen.fill()
  }
}

/** On nothing: what is seen through has to stay so. */
const drawMobile = (pen: Pen, width: number, height: number, random: () => number): void => {
  for (let leaf = 0; leaf < 7; leaf++) {
    pen.fillStyle = `hsl(${random() * 360} 65% 52%)`
    pen.beginPath()
    const [x, y] = [width * (0.15 + random() * 0.7), height * (0.15 + random() * 0.7)]
    pen.ellipse(x, y, width * 0.12, height * 0.06, random() * Math.PI, 0, Math.PI * 2)
    pen.fill()
  }
}

const styles = [drawHills, drawFields, drawNight, drawStillLife] as const
