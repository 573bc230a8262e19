/** The table: both figures, their ratio, and what is to be reached. */
import type { ServerResult } from './run-server.ts'
import type { Use } from './use.ts'

export interface Finished extends ServerResult {
  readonly afterAllLeft: Use
}

interface Row {
  readonly name: string
  readonly ours: number
  readonly theirs: number | null
  readonly unit: string
  readonly target: string
}

const mib = (bytes: number): number => bytes / 2 ** 20
const kibPerDoc = ({ docs }: ServerResult, before: number, after: number): number =>
  (after - before) / 1024 / docs

const liveRows = (ours: Finished, theirs: Finished): Row[] =>
  ours.live.flatMap(result => {
    const { editsPerSecond } = result
    const rival = theirs.live.find(other => other.editsPerSecond === editsPerSecond)
    const row = (name: string, pick: keyof typeof result, unit: string, target: string): Row => ({
      name: `${editsPerSecond} edits/s: ${name}`,
      ours: result[pick],
      theirs: rival?.[pick] ?? null,
      unit,
      target,
    })
    return [
      row('edit to other client, p50', 'p50Ms', 'ms', '≤ 2 ms'),
      row('edit to other client, p99', 'p99Ms', 'ms', '≤ 10 ms'),
      row('CPU an edit', 'cpuMsPerEdit', 'ms', editsPerSecond < 200 ? '' : '≤ 0.25 ms'),
      row('wire bytes an edit, all hops', 'wireBytesPerEdit', 'B', '≤ 800 B'),
    ]
  })

const memoryRows = (ours: Finished, theirs: Finished): Row[] => {
  const row = (name: string, of: (result: Finished) => number, unit: string, target = ''): Row => ({
    name,
    ours: of(ours),
    theirs: of(theirs),
    unit,
    target,
  })
  const left = ({ atStart, afterAllLeft }: Finished): number =>
    (100 * afterAllLeft.residentBytes) / atStart.residentBytes - 100
  return [
    row('memory at start, resident', ({ atStart }) => mib(atStart.residentBytes), 'MiB'),
    row('memory with all connected', ({ connected }) => mib(connected.residentBytes), 'MiB'),
    row('memory at its height', ({ inUse }) => mib(inUse.residentBytes), 'MiB'),
    row('memory after all have left', ({ afterAllLeft }) => mib(afterAllLeft.residentBytes), 'MiB'),
    row('… over what it was at start', left, '%', 'within 10 %'),
    row(
      'memory a document, one listener',
      result => kibPerDoc(result, result.connected.residentBytes, result.taken.residentBytes),
      'KiB',
    ),
    row(
      'heap a document, one listener',
      result => kibPerDoc(result, result.connected.heapBytes, result.taken.heapBytes),
      'KiB',
    ),
    row(
      'heap left over start, a document',
      result => kibPerDoc(result, result.atStart.heapBytes, result.afterAllLeft.heapBytes),
      'KiB',
      '≤ 1 KiB',
    ),
  ]
}

const rowsOf = (ours: Finished, theirs: Finished): Row[] => [
  {
    name: 'documents uploaded a second',
    ours: ours.uploaded.docsPerSecond,
    theirs: theirs.uploaded.docsPerSecond,
    unit: '/s',
    target: '',
  },
  {
    name: 'documents fetched a second',
    ours: ours.fetched.docsPerSecond,
    theirs: theirs.fetched.docsPerSecond,
    unit: '/s',
    target: '',
  },
  {
    name: 'CPU to take a document',
    ours: ours.uploaded.cpuMsPerDoc,
    theirs: theirs.uploaded.cpuMsPerDoc,
    unit: 'ms',
    target: 'ratio ≤ 0.167',
  },
  {
    name: 'CPU to serve a document',
    ours: ours.fetched.cpuMsPerDoc,
    theirs: theirs.fetched.cpuMsPerDoc,
    unit: 'ms',
    target: '',
  },
  ...liveRows(ours, theirs),
  ...memoryRows(ours, theirs),
]

const figure = (value: number | null, unit: string): string => {
  if (value === null) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`
}

const ratio = ({ ours, theirs }: Row): string =>
  theirs === null || theirs <= 0 || ours < 0 ? '–' : (ours / theirs).toPrecision(2)

export const printTable = (ours: Finished, theirs: Finished): void => {
  const head = ['', 'this relay', 'official', 'ratio', 'to reach']
  const body = rowsOf(ours, theirs).map(row => [
    row.name,
    figure(row.ours, row.unit),
    figure(row.theirs, row.unit),
    ratio(row),
    row.target,
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map(cells => (cells[column] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  console.log(line(head))
  console.log(line(widths.map(width => '-'.repeat(width))))
  for (const cells of body) console.log(line(cells))
}
