/**
 * A feed of 200 connections with 20,000 entries: from nothing to something to read. Medians; in turns on one machine.
 * `npm run bench feed start` runs a part.
 */
import { benchColdStart } from './feed/cold-start.ts'
import { benchResume } from './feed/resume.ts'

const people = Number(process.env['PEOPLE'] ?? 200)
const entries = Number(process.env['ENTRIES'] ?? 20_000)
const parts = process.argv.slice(2)
const isAsked = (part: 'start' | 'resume'): boolean => parts.length === 0 || parts.includes(part)

if (isAsked('start')) {
  console.log('cold start')
  await benchColdStart({ people, entries })
}
if (isAsked('resume')) {
  console.log('coming back')
  await benchResume({ documents: Number(process.env['DOCS'] ?? 1_000), changed: 10, edits: 20, rounds: 3 })
}
process.exit(0)
