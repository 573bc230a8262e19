/**
 * `npm run bench images [photographs] [rounds]`: photographs of 12 megapixels through the shipped worker and
 * through browser-image-compression, in one Chromium, two at a time, in turns; medians of the rounds.
 *
 *   one   one JPEG of at most 2,560 pixels, written by the same encoder at the same quality
 *   set   three renditions; ours with placeholder and colour, the rival's in three calls
 *
 * The rival has its defaults otherwise, and its worker from beside the page instead of another party's server.
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { ssim } from 'ssim.js'
import { setImagesStage } from '../e2e/support/images-stage.ts'
import { photograph } from '../support/photos/photographs.ts'
import { planPhotograph } from '../support/photos/plan.ts'
import { watchUsage } from './browser-usage.ts'
import type { ImagesBench, Measured } from './images-page.ts'
import { medianOf } from './measure.ts'

const count = Number(process.argv[2] ?? 40)
const rounds = Number(process.argv[3] ?? 3)
const judged = Math.min(count, 6)
const quality = 0.86

type Run = Exclude<keyof ImagesBench, 'read'>
const runs: readonly Run[] = ['idle', 'rivalSingle', 'oursSingle', 'rivalSet', 'oursSet']
const warmUps = 4

interface Outcome extends Measured {
  /** Above what the browser held before. */
  readonly peakBytes: number
  /** Of all its processes. */
  readonly cpuMs: number
  /** Of the page's own thread. */
  readonly pageCpuMs: number
}

/** Landscape and portrait in turn; cameras write JPEG. */
const takePhotographs = async (): Promise<readonly Uint8Array[]> => {
  const taken: Uint8Array[] = []
  for (let index = 0; index < count; index++) {
    const plan = planPhotograph(index, { megapixels: 12, seed: 5 })
    const sides = index % 3 === 2 ? { width: 3_000, height: 4_000 } : { width: 4_000, height: 3_000 }
    const scene = plan.scene === 'cut-out' ? 'hills' : plan.scene
    const { bytes } = await photograph({ ...plan, ...sides, scene, format: 'jpeg', isTransparent: false })
    taken.push(bytes)
  }
  return taken
}

const photos = await takePhotographs()
const stage = await setImagesStage(resolve('tests/bench/images-page.ts'))
const libUrl = stage.put(
  await readFile(resolve('node_modules/browser-image-compression/dist/browser-image-compression.js')),
  'text/javascript',
)
const options = { urls: photos.map(bytes => stage.put(bytes)), libUrl, quality }

const usage = await watchUsage(stage.browser, stage.page)

const measure = async (run: Run, urls: readonly string[]): Promise<Outcome> => {
  await usage.start()
  const measured = await stage.page.evaluate(
    ([name, given]) => (window as unknown as { imagesBench: ImagesBench }).imagesBench[name](given),
    [run, { ...options, urls }] as const,
  )
  return { ...measured, ...(await usage.stop()) }
}

/** Against the upright source, scaled by another program with Lanczos' filter; 1 is the same. */
const similarity = async (name: string, index: number): Promise<number> => {
  const text = await stage.page.evaluate(
    ([run, at]) => (window as unknown as { imagesBench: ImagesBench }).imagesBench.read(run, at),
    [name, index] as const,
  )
  const result = Buffer.from(text, 'latin1')
  const { width, height } = await sharp(result).metadata()
  const wanted = sharp(photos[index]).autoOrient().resize(width, height, { fit: 'fill' })
  return ssim(await pixelsOf(wanted), await pixelsOf(sharp(result))).mssim
}

/** The middle of the picture: all of it takes seconds each. */
const pixelsOf = async (image: Sharp) => {
  const side = 1_024
  const whole = await image.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const left = Math.floor((whole.info.width - side) / 2)
  const top = Math.floor((whole.info.height - side) / 2)
  const data = await sharp(whole.data, { raw: whole.info })
    .extract({ left, top, width: side, height: side })
    .raw()
    .toBuffer()
  return { data: new Uint8ClampedArray(data), width: side, height: side }
}

const results = new Map<Run, Outcome[]>(runs.map(run => [run, []]))
for (const run of runs) await measure(run, options.urls.slice(0, warmUps))
for (let round = 0; round < rounds; round++) {
  for (const run of runs) results.get(run)?.push(await measure(run, options.urls))
}

const row = (run: Run) => {
  const measured = results.get(run) ?? []
  const of = (read: (one: Outcome) => number): number => Math.round(medianOf(measured.map(read)))
  return {
    wallMs: of(one => one.wallMs),
    cpuMs: of(one => one.cpuMs),
    pageCpuMs: of(one => one.pageCpuMs),
    longestTaskMs: Math.max(0, ...measured.flatMap(({ longTasksMs }) => longTasksMs)),
    longestGapMs: Math.max(...measured.map(({ longestGapMs }) => longestGapMs)),
    kilobytesPerPhoto: of(one => one.bytes.reduce((sum, bytes) => sum + bytes, 0) / count / 1_000),
    peakMegabytes: of(one => one.peakBytes / 1e6),
  }
}
const likeness = async (name: string): Promise<number> => {
  const values: number[] = []
  for (let index = 0; index < judged; index++) values.push(await similarity(name, index))
  return Number(medianOf(values).toFixed(4))
}

const table = Object.fromEntries(runs.map(run => [run, row(run)]))
console.log(`${count} photographs of 12 megapixels, ${rounds} rounds`)
console.table(table)
for (const key of ['wallMs', 'cpuMs'] as const) {
  const ratio = (ours: Run, rival: Run): string =>
    ((table[ours]?.[key] ?? 0) / (table[rival]?.[key] ?? 0)).toFixed(2)
  console.log(
    `${key}, ours to the rival's: one ${ratio('oursSingle', 'rivalSingle')}, set ${ratio('oursSet', 'rivalSet')}`,
  )
}
console.log('SSIM of the full rendition:', {
  rival: await likeness('rival'),
  ours: await likeness('ours'),
  oursSet: await likeness('ours set'),
})
await stage.close()
