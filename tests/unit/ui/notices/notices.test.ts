import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it, vi } from 'vitest'
import { ok } from '../../../../src/base/result.ts'
import type { CoreApi, NoticeItem, NoticesRow, Target } from '../../../../src/core/api.ts'
import { createMarking } from '../../../../src/ui/notices/create-marking.ts'
import { markedNew, noticeHref, shownUpTo } from '../../../../src/ui/notices/notice-rules.ts'
import { CoreContext } from '../../../../src/ui/primitives/core-context.ts'
import { noticesWords, noticeText } from '../../../../src/ui/strings/notices.ts'

const kinds: Record<NoticeItem['kind'], true> = {
  request: true,
  connected: true,
  comment: true,
  reply: true,
  appreciation: true,
  mention: true,
  follow: true,
}
const allKinds = Object.keys(kinds) as NoticeItem['kind'][]

const by = (...names: string[]) => names.map(name => ({ account: `account of ${name}`, name, isOwn: false }))
const post: Target = { kind: 'post', account: 'me', id: 'p1' }
const work: Target = { kind: 'work', account: 'me', album: 'b', work: 'w' }
const comment: Target = { kind: 'comment', account: 'me', id: 'c1' }

const notice = (change: Partial<NoticeItem>): NoticeItem => ({
  key: 'k',
  kind: 'comment',
  atMs: 0,
  unread: false,
  by: by('Ana'),
  people: 1,
  target: post,
  about: post,
  excerpt: '',
  ...change,
})
const bare = (item: NoticeItem) => noticeText(item).replaceAll(/[\u2068\u2069]/gu, '')

describe('what a notification says', () => {
  it.each(allKinds)('is one sentence about %s, whoever and how many they are', kind => {
    for (const people of [1, 2, 7]) {
      const words = bare(notice({ kind, people, by: by('Ana', 'Bo', 'Cy').slice(0, people) }))
      expect(words).toMatch(/^\p{Lu}.*\.$/u)
      expect(words).toContain('Ana')
    }
  })

  it.each([
    [{ kind: 'appreciation', target: work, people: 1 }, 'Ana appreciates your work.'],
    [{ kind: 'appreciation', by: by('Ana', 'Bo'), people: 2 }, 'Ana and Bo appreciate your post.'],
    [{ kind: 'appreciation', by: by('Ana', 'Bo', 'Cy'), people: 3 }, 'Ana, Bo, and Cy appreciate your post.'],
    [
      { kind: 'appreciation', by: by('Ana', 'Bo', 'Cy', 'Di', 'Ed'), people: 40 },
      'Ana, Bo, and 38 others appreciate your post.',
    ],
    [{ kind: 'comment', target: comment, about: work }, 'Ana commented on your work.'],
    [{ kind: 'mention', target: comment, about: post }, 'Ana mentioned you in a comment.'],
    [{ kind: 'request', by: by(''), target: null, about: null }, 'This person asks to connect.'],
    [{ kind: 'follow', by: by('ana'), target: null, about: null }, 'Ana follows you.'],
  ] as const)('%j is “%s”', (change, words) => {
    expect(bare(notice(change)).toLowerCase()).toBe(words.toLowerCase())
  })

  it('says how many are new where the door is', () => {
    expect(noticesWords.door(0)).toBe('Notifications')
    expect(noticesWords.door(3)).toBe('Notifications, 3 new')
  })
})

describe('where a notification leads', () => {
  it.each([
    [{ kind: 'request', target: null, about: null }, '/messages/requests'],
    [{ kind: 'comment', target: comment, about: post }, '/people/me/posts/p1'],
    [{ kind: 'reply', target: comment, about: work }, '/people/me/albums/b/works/w'],
    [{ kind: 'appreciation', target: post, about: null }, '/people/me/posts/p1'],
    [{ kind: 'appreciation', target: comment, about: null }, '/people/account of Ana'],
    [{ kind: 'follow', target: null, about: null }, '/people/account of Ana'],
    [{ kind: 'follow', target: null, about: null, people: 4 }, '/me/following?show=followers'],
    [{ kind: 'connected', target: null, about: null, people: 2 }, '/connections'],
    [{ kind: 'follow', target: null, about: null, by: [], people: 0 }, '/me/following?show=followers'],
  ] as const)('%j leads to %s', (change, href) => {
    expect(noticeHref(notice(change))).toBe(href)
  })
})

const rowOf = (items: readonly NoticeItem[]): NoticesRow => ({
  items,
  unread: items.filter(item => item.unread).length,
  hasOlder: false,
})

describe('what is new', () => {
  it('stays marked while one looks at it, although it is read by then', () => {
    const first = markedNew(new Set(), rowOf([notice({ key: 'a', unread: true }), notice({ key: 'b' })]))
    expect([...first]).toEqual(['a'])
    const second = markedNew(first, rowOf([notice({ key: 'c', unread: true }), notice({ key: 'a' })]))
    expect([...second]).toEqual(['a', 'c'])
    expect(markedNew(second, rowOf([notice({ key: 'a' })]))).toBe(second)
  })

  it('is read up to the newest one, once', () => {
    expect(shownUpTo(rowOf([notice({ key: 'b' }), notice({ key: 'a', unread: true })]))).toBe('b')
    expect(shownUpTo(rowOf([notice({ key: 'b' })]))).toBeNull()
    expect(shownUpTo(rowOf([]))).toBeNull()
  })
})

/** A page that one can turn away from. */
const createPage = () => {
  const listeners = new Set<() => void>()
  const page = {
    visibilityState: 'visible',
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }
  return {
    page,
    listeners,
    turn: (state: string) => {
      page.visibilityState = state
      for (const tell of listeners) tell()
    },
  }
}

describe('marking as read', () => {
  const marking = (state: string) => {
    const { page, turn, listeners } = createPage()
    turn(state)
    vi.stubGlobal('document', page)
    const commands: unknown[] = []
    const core = {
      run: async (command: unknown) => {
        commands.push(command)
        return ok(null)
      },
      watch: () => () => undefined,
    } as unknown as CoreApi
    const [row, setRow] = createSignal<NoticesRow>()
    const { isNew, dispose } = createRoot(end => {
      let is: ((key: string) => boolean) | undefined
      const tree = CoreContext.Provider({
        value: core,
        get children() {
          is = createMarking(row)
          return null
        },
      })
      if (typeof tree === 'function') (tree as () => unknown)()
      return { isNew: is!, dispose: end }
    })
    return { commands, setRow, isNew, dispose, turn, listeners }
  }

  it('happens when it was on the screen, and not behind another window', () => {
    const { commands, setRow, isNew, dispose, turn, listeners } = marking('hidden')
    setRow(rowOf([notice({ key: 'a', unread: true })]))
    expect(commands).toEqual([])
    turn('visible')
    expect(commands).toEqual([{ type: 'notices.read', key: 'a' }])
    setRow(rowOf([notice({ key: 'a', unread: false })]))
    expect(commands).toHaveLength(1)
    expect(isNew('a')).toBe(true)
    expect(isNew('b')).toBe(false)
    dispose()
    expect(listeners.size).toBe(0)
    vi.unstubAllGlobals()
  })
})
