import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { idOf, open, opening, temporaryDirectory, textsOf } from './log-support.ts'

/** The writer as one file that Node runs as it is. */
const bundleWriter = async (): Promise<string> => {
  const outDir = await temporaryDirectory()
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'crash-writer.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  })
  return join(outDir, 'writer.mjs')
}

/** Runs the writer, kills it after so many answers, and returns the last number answered by document. */
const writeAndKill = (writer: string, directory: string, answers: number): Promise<Map<number, number>> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, directory], { stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    let errors = ''
    child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()))
    child.stdout.on('data', (piece: Buffer) => {
      printed += piece.toString()
      if (printed.split('\n').length > answers) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', (_, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the writer ended by itself: ${errors}`))
      const whole = printed.slice(0, printed.lastIndexOf('\n') + 1)
      const lines = whole.split('\n').filter(line => line !== '')
      resolve(new Map(lines.map(line => line.split(' ').map(Number) as [number, number])))
    })
  })

test('a relay killed while it writes loses nothing it answered for, time after time', async () => {
  const rounds = process.env['SLOW'] === '1' ? 60 : 8
  const writer = await bundleWriter()
  const directory = await temporaryDirectory()
  const answered = new Map<number, number>()
  for (let round = 0; round < rounds; round++) {
    const answers = 1 + Math.floor(Math.random() * 600)
    for (const [document, last] of await writeAndKill(writer, directory, answers))
      answered.set(document, last)
    // Every other round the next writer itself is the first to see what the killed one left.
    if (round % 2 === 0) continue
    const opened = await open(directory)
    expect(opening(opened)).toMatchObject({ skippedBytes: 0, brokenDocuments: 0, lostSegments: 0 })
    for (const [document, last] of answered) {
      const numbers = (await textsOf(opened.store, idOf(document)))?.map(Number) ?? []
      expect(numbers.at(-1)).toBeGreaterThanOrEqual(last)
      const inOrder = Array.from({ length: numbers.length }, (_, at) => at)
      expect(numbers).toEqual(document < 6 ? inOrder : numbers.slice(-1))
    }
    await opened.store.close()
  }
  expect(answered.size).toBe(8)
})
