/**
 * The queue on disk. One page holds up to `pageItems` items, so that taking the thousandth file writes no
 * more than taking the first.
 *
 *   intake           enc([1, isPaused, [page …]])     the pages in their order
 *   intake-<page>    enc([1, [item …]])               in the order they were taken
 *
 *   item    [id, name, album, bytes, replaces|null, state, problem|null, allowsDuplicate, begun,
 *            referring|null, added|null]
 *   added   [atMs, [note …], work|null, tile|null]
 *   tile    [image, width, height, colour, placeholder]
 *
 * `referring` is the SHA-256 of the full rendition's plain bytes (32 bytes), written before an album refers
 * to it: after a crash it tells an image that is in its album already from one that still has to be added.
 * `begun` counts how often preparing it was begun and came to no end, as when the browser died of it.
 */
import { ok, type Result } from '../../base/result.ts'
import { enc, type Item } from '../../protocol/codec/cbor.ts'
import {
  bool,
  bytesOf,
  decAs,
  list,
  literal,
  nullable,
  oneOf,
  type Shape,
  text,
  tuple,
  uint,
} from '../../protocol/codec/shape.ts'
import type { Malformed } from '../../protocol/errors.ts'
import type { AlbumIdText, ImageTile, IntakeNote, IntakeProblem, WorkId } from '../api.ts'

export const maxItems = 5_000
export const pageItems = 32
/** In code points. */
export const maxNameLength = 255

export interface AddedImage {
  readonly atMs: number
  readonly notes: readonly IntakeNote[]
  /** Null, like the tile, when a crash came between adding and remembering it. */
  readonly work: WorkId | null
  readonly tile: ImageTile | null
}

export interface QueueItem {
  readonly id: string
  readonly name: string
  readonly album: AlbumIdText
  readonly bytes: number
  readonly replaces: WorkId | null
  readonly state: 'waiting' | 'done' | 'failed'
  readonly problem: IntakeProblem | null
  /** The person wants it although the album has the same image. */
  readonly allowsDuplicate: boolean
  readonly begun: number
  readonly referring: Uint8Array | null
  readonly added: AddedImage | null
}

export interface QueueHead {
  readonly isPaused: boolean
  readonly pages: readonly number[]
}

const problems = [
  'empty',
  'not-an-image',
  'heic',
  'svg',
  'unsupported-format',
  'truncated',
  'broken',
  'too-large',
  'too-many-pixels',
  'duplicate',
  'device-full',
  'album-full',
  'album-gone',
  'read-only',
  'failed',
] as const satisfies readonly IntakeProblem[]

const notes = ['location-removed', 'first-frame-only', 'colours-converted', 'kept-as-is'] as const

const id = text(64)
const tileShape = tuple<[string, number, number, string, string]>(id, uint(), uint(), text(7), text(40))
type TileItem = readonly [string, number, number, string, string]
type AddedItem = readonly [number, readonly IntakeNote[], string | null, TileItem | null]
const addedShape = tuple<[number, readonly IntakeNote[], string | null, TileItem | null]>(
  uint(),
  list(oneOf<IntakeNote>(...notes), notes.length),
  nullable(id),
  nullable(tileShape),
)

type State = QueueItem['state']
const itemShape = tuple<
  [
    string,
    string,
    string,
    number,
    string | null,
    State,
    IntakeProblem | null,
    boolean,
    number,
    Uint8Array | null,
    AddedItem | null,
  ]
>(
  id,
  text(maxNameLength * 4),
  id,
  uint(),
  nullable(id),
  oneOf<State>('waiting', 'done', 'failed'),
  nullable(oneOf<IntakeProblem>(...problems)),
  bool,
  uint(),
  nullable(bytesOf(32)),
  nullable(addedShape),
)

const headShape = tuple<[1, boolean, readonly number[]]>(literal(1), bool, list(uint(maxItems), maxItems))
const pageShape = tuple<[1, readonly QueueItem[]]>(
  literal(1),
  list((item, at) => {
    const parsed = itemShape(item, at)
    return parsed.ok ? ok(toQueueItem(parsed.value)) : parsed
  }, pageItems),
)

export const encodeHead = ({ isPaused, pages }: QueueHead): Uint8Array => enc([1, isPaused, [...pages]])

export const decodeHead = (bytes: Uint8Array): Result<QueueHead, Malformed> => {
  const parsed = decAs(headShape, bytes, 'intake')
  return parsed.ok ? ok({ isPaused: parsed.value[1], pages: parsed.value[2] }) : parsed
}

export const encodePage = (items: readonly QueueItem[]): Uint8Array => enc([1, items.map(toItem)])

export const decodePage = (bytes: Uint8Array): Result<readonly QueueItem[], Malformed> => {
  const parsed = decAs(pageShape, bytes, 'intake page')
  return parsed.ok ? ok(parsed.value[1]) : parsed
}

const toItem = (one: QueueItem): Item => [
  one.id,
  one.name,
  one.album,
  one.bytes,
  one.replaces,
  one.state,
  one.problem,
  one.allowsDuplicate,
  one.begun,
  one.referring,
  one.added && [
    one.added.atMs,
    [...one.added.notes],
    one.added.work,
    one.added.tile && tileToItem(one.added.tile),
  ],
]

const tileToItem = (tile: ImageTile): Item => [
  tile.id,
  tile.width,
  tile.height,
  tile.colour,
  tile.placeholder,
]

type Parts<T> = T extends Shape<infer Value> ? Value : never

const toQueueItem = (parts: Parts<typeof itemShape>): QueueItem => {
  const [itemId, name, album, bytes, replaces, state, problem, allowsDuplicate, begun, referring, added] =
    parts
  return {
    id: itemId,
    name,
    album,
    bytes,
    replaces,
    state,
    problem,
    allowsDuplicate,
    begun,
    referring,
    added: toAdded(added),
  }
}

const toAdded = (item: AddedItem | null): AddedImage | null => {
  if (item === null) return null
  const [atMs, seen, work, tile] = item
  return { atMs, notes: seen, work, tile: tile && toTile(tile) }
}

const toTile = ([image, width, height, colour, placeholder]: TileItem): ImageTile => ({
  id: image,
  width,
  height,
  colour,
  placeholder,
  focal: middle,
})

/** Nobody has chosen where to cut an image that was just added. */
export const middle = { x: 0.5, y: 0.5 } as const
