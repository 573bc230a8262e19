import { err, ok } from '../../../src/base/result.ts'
import type {
  BinnedItem,
  Command,
  CommandOf,
  IntakeItem,
  IntakeProblem,
  IntakeRow,
  Query,
} from '../../../src/core/api.ts'
import type { CoreClient } from '../../../src/worker/core-client.ts'
import { createWatchers, runOver } from './core-over.ts'
import { albumId } from './gallery/albums.ts'
import { imageIdOf, tileOf } from './gallery/pictures.ts'

/** A scene's core that also adds, moves between albums and has something in its bin. */
export const createEditingCore = (inner: CoreClient, room = Infinity): CoreClient => {
  const { tellAll, watchOver } = createWatchers()
  let intake: IntakeRow = emptyIntake
  let bin: readonly BinnedItem[] = binned()
  let taken = 0
  const become = (next: Partial<IntakeRow>): void => {
    intake = counted({ ...intake, ...next })
    tellAll()
  }
  const prepare = (): void => {
    const at = intake.items.findIndex(item => item.state === 'waiting')
    if (intake.state !== 'working' || at === -1) return
    become({ items: intake.items.map((item, i) => (i === at ? prepared(item, i) : item)) })
    setTimeout(prepare, 120)
  }
  const take = (command: CommandOf<'intake.take'>): unknown => {
    if (taken >= room) return err({ type: 'storage', problem: 'disk-full' })
    if (command.source.size === 0) return err({ type: 'invalid-input', field: 'source', reason: 'empty' })
    const id = `item-${taken++}`
    const wasIdle = intake.state === 'idle'
    become({ items: [...intake.items, itemOf(id, command)], state: 'working' })
    if (wasIdle) setTimeout(prepare, 300)
    return ok({ item: id })
  }
  const answer = (command: Command): unknown => {
    switch (command.type) {
      case 'intake.take':
        return take(command)
      case 'intake.pause':
        return done(() => become({ state: 'paused' }))
      case 'intake.resume':
        return done(() => {
          become({ state: 'working' })
          prepare()
        })
      case 'intake.stop':
        return done(() => become({ items: intake.items.filter(item => item.state === 'done') }))
      case 'intake.retry':
      case 'intake.dismiss':
        return done(() => become({ items: intake.items.filter(item => !command.items.includes(item.id)) }))
      case 'bin.restore':
      case 'bin.empty': {
        const gone = new Set(command.items.map(item => JSON.stringify(item)))
        const refOf = (item: BinnedItem) =>
          item.kind === 'work'
            ? { kind: 'work', album: item.album, work: item.work }
            : { kind: 'album', album: item.album }
        return done(() => {
          bin = bin.filter(item => !gone.has(JSON.stringify(refOf(item))))
          tellAll()
        })
      }
      default:
        return undefined
    }
  }
  const rowOf = (query: Query): unknown => {
    if (query.type === 'intake') return intake
    return query.type === 'bin' ? bin : undefined
  }
  return {
    ...inner,
    run: runOver(inner, answer),
    watch: watchOver(inner, rowOf),
  }
}

const done = (act: () => void): unknown => {
  act()
  return ok(null)
}

const emptyIntake: IntakeRow = { state: 'idle', items: [], total: 0, done: 0, failed: 0, locationsRemoved: 0 }

const counted = (row: IntakeRow): IntakeRow => {
  const count = (state: IntakeItem['state']): number => row.items.filter(item => item.state === state).length
  const left = count('waiting') + count('preparing')
  return {
    ...row,
    state: left === 0 ? 'idle' : row.state,
    total: row.items.length,
    done: count('done'),
    failed: count('failed'),
    locationsRemoved: row.items.filter(item => item.notes.includes('location-removed')).length,
  }
}

const itemOf = (id: string, { name, album, source }: CommandOf<'intake.take'>): IntakeItem => ({
  id,
  name,
  album,
  bytes: source.size,
  state: 'waiting',
  problem: null,
  notes: [],
  work: null,
  image: null,
})

const problems: readonly IntakeProblem[] = ['heic', 'duplicate', 'truncated', 'not-an-image']

/** Every sixth fails, in turn for another reason; the others become works that hang already. */
const prepared = (item: IntakeItem, index: number): IntakeItem => {
  if (index % 6 === 5)
    return { ...item, state: 'failed', problem: problems[Math.floor(index / 6) % 4] ?? 'failed' }
  return {
    ...item,
    state: 'done',
    album: albumId('shorelines'),
    notes: index % 3 === 0 ? ['location-removed'] : index % 7 === 1 ? ['first-frame-only'] : [],
    work: `shorelines-work-${index}`,
    image: tileOf(imageIdOf(index)),
  }
}

const binned = (): readonly BinnedItem[] => [
  {
    kind: 'work',
    album: albumId('shorelines'),
    albumTitle: 'Shorelines',
    work: 'gone-1',
    title: 'Ridge before rain',
    image: tileOf(imageIdOf(200)),
    binnedAtMs: Date.UTC(2026, 10, 18),
    daysLeft: 27,
  },
  {
    kind: 'album',
    album: albumId('gone'),
    title: 'Tests, 2019',
    works: 12,
    binnedAtMs: Date.UTC(2026, 10, 2),
    daysLeft: 11,
  },
  {
    kind: 'work',
    album: albumId('film'),
    albumTitle: 'The Ferryman’s Daughter',
    work: 'gone-2',
    title: '',
    image: tileOf(imageIdOf(205)),
    binnedAtMs: Date.UTC(2026, 9, 23),
    daysLeft: 0,
  },
]
