import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixedText } from '../../../../src/core/documents/index.ts'
import { type AlbumContent, createAlbumSchema } from '../../../../src/core/galleries/schema.ts'
import { openCodec } from '../../../../src/core/galleries/field-codec.ts'
import {
  type ImageVersion,
  imageShape,
  imageToItem,
  renditionFor,
} from '../../../../src/core/galleries/image-format.ts'
import { galleryLimits } from '../../../../src/core/galleries/limits.ts'
import { baseToBytes, creditToBytes, readBase } from '../../../../src/core/galleries/work-format.ts'
import { enc, type Item } from '../../../../src/protocol/codec/cbor.ts'
import { parseItem } from '../../../../src/protocol/codec/shape.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { imageOf } from './gallery-world.ts'

beforeAll(loadAutomerge)

const schema = createAlbumSchema(audience => (audience === 'public' ? openCodec : null))
const read = (fields: Record<string, unknown>): AlbumContent | null => schema.read(fields)
const shown = (fields: Record<string, unknown>): AlbumContent => {
  const content = read(fields)
  if (content === null) throw new Error('broken')
  return content
}

const idOf = (letter: string): string => `${letter.repeat(21)}A`
const image = (letter: string, addedAtMs = 1): ImageVersion => ({
  ...imageOf(1),
  id: idOf(letter),
  addedAtMs,
})
const base = (title: string, pos = 'a0'): Uint8Array =>
  baseToBytes({ title, pos, addedAtMs: 5, licence: 'all-rights-reserved', noAi: true, image: image('i') })
const a = `w:${idOf('a')}`

describe('a work', () => {
  test('is its base with what was laid over it', () => {
    const { works } = shown({
      v: 1,
      [a]: base('Boat'),
      [`${a}:title`]: fixedText('Ship'),
      [`${a}:noAi`]: false,
      [`${a}:t:one`]: fixedText('Sea'),
      [`${a}:t:two`]: fixedText('x'.repeat(61)),
      [`${a}:i:${idOf('j')}`]: enc(imageToItem(image('j', 9))),
      [`${a}:new-field`]: { not: 'known' },
    })
    expect(works).toHaveLength(1)
    expect(works[0]).toMatchObject({
      texts: { title: 'Ship' },
      noAi: false,
      tags: ['Sea'],
      shown: { id: idOf('j') },
      pos: 'a0',
    })
  })

  test.each<[string, Record<string, unknown>]>([
    ['base that is text', { [a]: fixedText('x') }],
    ['base of other bytes', { [a]: Uint8Array.of(1, 2, 3) }],
    ['base with an impossible order', { [a]: base('x', '0') }],
    ['base with an order without end', { [a]: base('x', `a1${'1'.repeat(5_000)}`) }],
    ['base with an endless title', { [a]: base('x'.repeat(301)) }],
    ['base of a megabyte', { [a]: new Uint8Array(1 << 20) }],
    ['title that is a list', { [a]: base('x'), [`${a}:title`]: ['x'] }],
    ['title without end', { [a]: base('x'), [`${a}:title`]: fixedText('x'.repeat(1_000_000)) }],
    ['order that is a number', { [a]: base('x'), [`${a}:pos`]: 4 }],
    ['version of another id', { [a]: base('x'), [`${a}:i:${idOf('k')}`]: enc(imageToItem(image('j'))) }],
  ])('with a %s is counted, and the others are shown', (_what, fields) => {
    const b = `w:${idOf('b')}`
    const content = shown({ v: 1, ...fields, [b]: base('Good') })
    expect(content.unreadable).toBe(1)
    expect(content.hung.map(({ texts }) => texts.title)).toEqual(['Good'])
  })

  test('shows a credit, and none whose name or role is longer than one can be', () => {
    const longest = galleryLimits.creditChars * 4
    const creditOf = (name: string, role: string): Uint8Array =>
      creditToBytes(0, { id: '', name, role, account: null }, null)
    const { works } = shown({
      v: 1,
      [a]: base('Boat'),
      [`${a}:c:${idOf('m')}`]: creditOf('Mara', 'gaffer'),
      [`${a}:c:${idOf('n')}`]: creditOf('n'.repeat(longest + 1), ''),
      [`${a}:c:${idOf('o')}`]: creditOf('Ola', 'r'.repeat(longest + 1)),
    })
    expect(works[0]?.credits.map(({ name }) => name)).toEqual(['Mara'])
  })

  test('without its base is an orphan, and no work', () => {
    const content = shown({ v: 1, [`${a}:title`]: fixedText('late') })
    expect(content).toMatchObject({ works: [], unreadable: 0, orphans: [`${a}:title`] })
  })
})

describe('an album', () => {
  test.each([
    ['title that is a number', { title: 5 }],
    ['title without end', { title: fixedText('x'.repeat(301)) }],
    ['seal that this device cannot open', { sealed: true }],
  ])('with a %s is broken', (_what, fields) => {
    expect(read({ v: 1, ...fields })).toBeNull()
  })

  test('with a link to anything but the web has none', () => {
    expect(shown({ v: 1, video: fixedText('javascript:alert(1)') }).texts.video).toBe('')
    expect(shown({ v: 1, video: fixedText('https://example.org/') }).texts.video).toBe('https://example.org/')
  })

  test('of endless fields is read as far as an album can be', () => {
    const fields: Record<string, unknown> = { v: 1 }
    const bytes = base('x')
    for (let index = 0; index < 260_000; index++) fields[`w:${String(index).padStart(21, '0')}A`] = bytes
    const content = shown(fields)
    expect(content.works.length).toBe(8_000)
    expect(content.works.length + content.unreadable).toBeLessThanOrEqual(250_000)
  })

  test('of any fields whatever never throws', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'v',
        'title',
        'kind',
        'cover',
        'gone',
        'sealed',
        'w:',
        a,
        `${a}:`,
        `${a}:pos`,
        `${a}:bin`,
        `${a}:focal`,
        `${a}:version`,
      ),
      fc.string().map(rest => `${a}:${rest}`),
      fc.string().map(rest => `${a}:c:${rest}`),
      fc.string().map(rest => `${a}:i:${rest}`),
      fc.string(),
    )
    const value = fc.oneof(
      fc.anything(),
      fc.uint8Array().map(bytes => new Uint8Array(bytes)),
      fc.string().map(text => fixedText(text)),
      fc.constant(base('x')),
    )
    fc.assert(
      fc.property(fc.dictionary(name, value), fields => {
        const content = read(fields)
        expect(content === null || content.works.length + content.unreadable <= 1).toBe(true)
      }),
      { numRuns: process.env['SLOW'] === '1' ? 50_000 : 1_000 },
    )
  })
})

describe('an image', () => {
  const parse = (item: Item): boolean => parseItem(imageShape, item, 'image').ok
  const whole = imageToItem(image('i'))
  const with_ = (change: (renditions: Item[]) => Item): Item => {
    if (!Array.isArray(whole)) throw new Error('an image is a list')
    const items = whole as readonly Item[]
    return [...items.slice(0, 6), change([...(items[6] as Item[])])]
  }

  test('reads back as it was written, with its keys', () => {
    const lock = { key: new Uint8Array(32).fill(1), plainDigest: new Uint8Array(32).fill(2) }
    const locked = {
      ...image('i'),
      renditions: image('i').renditions.map(one => ({ ...one, blob: { ...one.blob, lock } })),
    }
    expect(parseItem(imageShape, imageToItem(locked), 'image')).toEqual({ ok: true, value: locked })
  })

  test('has a full rendition, each size once, smallest first, and whole keys', () => {
    expect(parse(whole)).toBe(true)
    expect(parse(with_(renditions => renditions.slice(0, 2)))).toBe(false)
    expect(parse(with_(renditions => [...renditions, ...renditions.slice(2)]))).toBe(false)
    expect(parse(with_(renditions => renditions.toReversed()))).toBe(false)
    const halfKey = (one: Item): Item => [...(one as Item[]).slice(0, 6), new Uint8Array(32), null]
    expect(parse(with_(renditions => renditions.map(halfKey)))).toBe(false)
  })

  test('gives the size asked for, or the next one up, or the full one', () => {
    const [, card, full] = image('i').renditions
    const small = { ...image('i'), renditions: [card, full].flatMap(one => (one === undefined ? [] : [one])) }
    expect(renditionFor(small, 'thumb')?.size).toBe('card')
    expect(renditionFor(small, 'card')?.size).toBe('card')
    expect(renditionFor(small, 'original')?.size).toBe('full')
  })
})

test('a base cut anywhere, or changed, is read as nothing or as a base', () => {
  const bytes = base('Boat')
  for (let at = 0; at < bytes.length; at++) {
    expect(readBase(bytes.subarray(0, at))).toBeNull()
    const changed = bytes.slice()
    changed[at] = (changed[at] ?? 0) ^ 0x40
    expect(() => readBase(changed)).not.toThrow()
  }
})
