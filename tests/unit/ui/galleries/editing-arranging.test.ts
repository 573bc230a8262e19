import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { AlbumRow, CommandOf, CommandResult, CoreApi, WorkTile } from '../../../../src/core/api.ts'
import { createArranging } from '../../../../src/ui/galleries/editing/create-arranging.ts'
import { CoreContext } from '../../../../src/ui/primitives/core-context.ts'

const tile = (id: string): WorkTile => ({
  id,
  title: id,
  alt: '',
  image: { id, width: 3, height: 2, colour: '#000000', placeholder: '', focal: { x: 0.5, y: 0.5 } },
  copy: 'only-here',
})
const albumOf = (...ids: readonly string[]): AlbumRow => ({
  account: 'a',
  album: 'album',
  isOwn: true,
  title: '',
  kind: 'album',
  role: '',
  year: '',
  audience: 'public',
  works: ids.length,
  cover: null,
  copy: 'only-here',
  about: '',
  collaborators: '',
  video: '',
  layout: 'wall',
  tiles: ids.map(tile),
  keptOffline: true,
  unreadable: 0,
  alternatives: [],
})

/** An album on the screen over a core that answers when told to. */
const arrangeAlbum = (...ids: readonly string[]) => {
  const answers: ((result: CommandResult<'works.place'>) => void)[] = []
  const asked: CommandOf<'works.place'>[] = []
  const core = {
    run: (command: CommandOf<'works.place'>) =>
      new Promise(resolve => {
        asked.push(command)
        answers.push(resolve)
      }),
    watch: () => () => undefined,
  } as unknown as CoreApi
  return createRoot(() => {
    const [album, setAlbum] = createSignal(albumOf(...ids))
    let arranging: ReturnType<typeof createArranging> | undefined
    const tree = CoreContext.Provider({
      value: core,
      get children() {
        arranging = createArranging(album)
        return null
      },
    })
    if (typeof tree === 'function') (tree as () => unknown)()
    if (arranging === undefined) throw new Error('nothing was made')
    const push = (...next: readonly string[]): void => void setAlbum(albumOf(...next))
    return { arranging, push, answers, asked }
  })
}

describe('arranging works', () => {
  it('shows a move at once, and asks the core for it once', async () => {
    const { arranging, answers, asked, push } = arrangeAlbum('a', 'b', 'c')
    const moving = arranging.step(new Set(['c']), 'first')
    expect(arranging.order()).toEqual(['c', 'a', 'b'])
    expect(asked).toEqual([{ type: 'works.place', album: 'album', works: ['c'], before: 'a' }])
    answers[0]?.(ok(null))
    await moving
    push('c', 'a', 'b')
    expect(arranging.order()).toEqual(['c', 'a', 'b'])
    expect(arranging.said()).toContain('1 of 3')
  })

  it('takes a second move from where the first one led, before either is saved', async () => {
    const { arranging, answers, asked } = arrangeAlbum('a', 'b', 'c', 'd')
    const moves = [arranging.step(new Set(['a']), 'later'), arranging.step(new Set(['d']), 'first')]
    expect(arranging.order()).toEqual(['d', 'b', 'a', 'c'])
    expect(asked.map(one => one.before)).toEqual(['c', 'b'])
    for (const answer of answers) answer(ok(null))
    await Promise.all(moves)
    expect(arranging.order()).toEqual(['d', 'b', 'a', 'c'])
  })

  it('goes back to the order that is saved when saving failed, and says why', async () => {
    const { arranging, answers } = arrangeAlbum('a', 'b')
    const moving = arranging.step(new Set(['b']), 'earlier')
    answers[0]?.(err({ type: 'storage', problem: 'disk-full' }))
    await moving
    expect(arranging.order()).toEqual(['a', 'b'])
    expect(arranging.error()).toEqual({ type: 'storage', problem: 'disk-full' })
  })

  it('shows what another device did once its own moves are saved', async () => {
    const { arranging, answers, push } = arrangeAlbum('a', 'b', 'c')
    const moving = arranging.step(new Set(['a']), 'last')
    answers[0]?.(ok(null))
    await moving
    push('b', 'c', 'a')
    push('c', 'b', 'a')
    expect(arranging.order()).toEqual(['c', 'b', 'a'])
  })

  it('forgets a selected work that another device took down', () => {
    const { arranging, push } = arrangeAlbum('a', 'b', 'c')
    arranging.selectAll()
    push('a', 'c')
    expect(arranging.selected()).toEqual(['a', 'c'])
    expect(arranging.order()).toEqual(['a', 'c'])
  })

  it('asks for nothing when nothing would change', async () => {
    const { arranging, asked } = arrangeAlbum('a', 'b')
    await arranging.step(new Set(['a']), 'first')
    expect(asked).toEqual([])
  })
})
