import { describe, expect, it } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { CoreApi, CoreError } from '../../../../src/core/api.ts'
import * as serviceWorker from '../../../../src/service-worker/rules.ts'
import { mayBeImage, takingTotal, type ChosenFile } from '../../../../src/ui/galleries/adding/chosen.ts'
import { createTaking } from '../../../../src/ui/galleries/adding/create-taking.ts'
import * as sharedFiles from '../../../../src/ui/galleries/adding/shared-files.ts'

const file = (name: string, sharedAs: string | null = null): ChosenFile => ({
  key: name,
  name,
  file: new File([name], name, { type: 'image/jpeg', lastModified: 1 }),
  sharedAs,
  refusal: null,
})
const forty = Array.from({ length: 40 }, (_, i) => file(`${i + 1}.jpg`))

/** A core that takes files and answers as it is told to by their names. */
const createTaker = (answerTo: (name: string) => CoreError | null = () => null) => {
  const taken: string[] = []
  let atOnce = 0
  let mostAtOnce = 0
  const core = {
    run: async (command: { readonly name: string; readonly album: string }) => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      await Promise.resolve()
      atOnce -= 1
      const error = answerTo(command.name)
      if (error !== null) return err(error)
      taken.push(command.name)
      return ok({ item: `item of ${command.name}` })
    },
    watch: () => () => undefined,
  } as unknown as CoreApi
  return { core, taken, mostAtOnce: () => mostAtOnce }
}

const forgotten: string[] = []
const makeTaking = () =>
  createTaking(key => {
    forgotten.push(key)
    return Promise.resolve()
  })

const full: CoreError = { type: 'storage', problem: 'disk-full' }
const source = (reason: 'empty' | 'too-long'): CoreError => ({
  type: 'invalid-input',
  field: 'source',
  reason,
})

describe('forty chosen images', () => {
  it('are handed over one after another, in their order, and then nothing is left', async () => {
    const { core, taken, mostAtOnce } = createTaker()
    const taking = makeTaking()
    taking.choose(forty)
    await taking.take(core, 'album')
    expect(taken).toEqual(forty.map(({ name }) => name))
    expect(mostAtOnce()).toBe(1)
    expect(taking.chosen()).toMatchObject({ files: [], phase: 'choosing', taken: 0 })
  })

  it('of which 27 fit on the disk: 27 are kept, 13 stay listed, and trying again goes on with the 28th', async () => {
    let room = 27
    const { core, taken } = createTaker(() => (room-- > 0 ? null : full))
    const taking = makeTaking()
    taking.choose(forty)
    await taking.take(core, 'album')
    expect(taking.chosen()).toMatchObject({ phase: 'stopped', taken: 27, error: full })
    expect(taking.chosen().files).toHaveLength(13)
    room = 40
    await taking.take(core, 'album')
    expect(taken).toEqual(forty.map(({ name }) => name))
    expect(taking.chosen().files).toEqual([])
  })

  it('of which one is empty and one too large: the others go on, and each says why', async () => {
    const problems = new Map([
      ['3.jpg', source('empty')],
      ['5.jpg', source('too-long')],
    ])
    const { core, taken } = createTaker(name => problems.get(name) ?? null)
    const taking = makeTaking()
    taking.choose(forty)
    await taking.take(core, 'album')
    expect(taken).toHaveLength(38)
    expect(taking.chosen().files.map(({ name, refusal }) => [name, refusal])).toEqual([
      ['3.jpg', 'empty'],
      ['5.jpg', 'too-large'],
    ])
    expect(takingTotal(taking.chosen())).toBe(38)
  })

  it('go into an album that is gone: all of them wait', async () => {
    const { core } = createTaker(() => ({ type: 'not-found', what: 'album' }))
    const taking = makeTaking()
    taking.choose(forty)
    await taking.take(core, 'album')
    expect(taking.chosen()).toMatchObject({ phase: 'stopped', taken: 0 })
    expect(taking.chosen().files).toHaveLength(40)
  })

  it('are not handed over twice by pressing twice', async () => {
    const { core, taken } = createTaker()
    const taking = makeTaking()
    taking.choose(forty.slice(0, 3))
    await Promise.all([taking.take(core, 'album'), taking.take(core, 'album')])
    expect(taken).toEqual(['1.jpg', '2.jpg', '3.jpg'])
  })
})

describe('choosing', () => {
  it('lists a file that is picked twice once', () => {
    const taking = makeTaking()
    taking.choose([file('a.jpg')])
    taking.choose([{ ...file('a.jpg'), key: 'again' }, file('b.jpg')])
    expect(taking.chosen().files.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg'])
  })

  it('keeps a shared image in its cache until it is taken or left out', async () => {
    const taking = makeTaking()
    forgotten.length = 0
    taking.choose([file('s1', 'cache/1'), file('s2', 'cache/2')])
    expect(forgotten).toEqual([])
    taking.leaveOut('s2')
    expect(forgotten).toEqual(['cache/2'])
    await taking.take(createTaker().core, 'album')
    expect(forgotten).toEqual(['cache/2', 'cache/1'])
  })

  it('keeps a shared image in its cache when the core could not take it', async () => {
    const taking = makeTaking()
    forgotten.length = 0
    taking.choose([file('s1', 'cache/1')])
    await taking.take(createTaker(() => full).core, 'album')
    expect(forgotten).toEqual([])
  })

  it.each([
    ['image/heic', 'IMG_1.HEIC', true],
    ['', 'IMG_1.HEIC', true],
    ['image/x-unheard-of', 'plate', true],
    ['application/pdf', 'invoice.pdf', false],
    ['', 'notes.txt', false],
  ])('type “%s”, name “%s”: handed over is %s', (type, name, may) => {
    expect(mayBeImage({ type, name })).toBe(may)
  })
})

describe('images shared from other apps', () => {
  it('are looked for where the service worker keeps them', () => {
    expect(sharedFiles.sharedCacheName).toBe(serviceWorker.sharedCacheName)
    expect(sharedFiles.sharedNameHeader).toBe(serviceWorker.sharedNameHeader)
  })

  it('are none where nothing was shared, and nothing is made by looking', async () => {
    const storage = { has: () => Promise.resolve(false) } as unknown as CacheStorage
    expect(await sharedFiles.readShared(storage)).toEqual([])
    expect(await sharedFiles.readShared(undefined)).toEqual([])
  })
})
