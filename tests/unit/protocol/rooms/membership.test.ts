import { beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../../../src/protocol/limits.ts'
import { canRemove, evaluateMembership, roleOf } from '../../../../src/protocol/rooms/membership.ts'
import type { Control, ControlOperation, Room } from '../../../../src/protocol/rooms/room-types.ts'
import { accountNamed, chainNamed, control, membersOf, nameOf, reasonOf, roomOf } from './room-people.ts'

let room: Room
beforeAll(async () => {
  room = await roomOf('cleo')
})

/** Says it after everything that was said; `story.all` grows. */
const createStory = () => {
  const all: Control[] = []
  const after = async (
    past: readonly Control[],
    author: string,
    operation: ControlOperation,
    target: string,
    frontier?: readonly (readonly [Uint8Array, number])[],
  ): Promise<Control> => {
    const one = await control(room, author, operation, target, past, frontier)
    all.push(one)
    return one
  }
  const membership = () => evaluateMembership(room, all)
  return {
    all,
    after,
    membership,
    says: (author: string, operation: ControlOperation, target: string): Promise<Control> => {
      const heads = new Set(membership().heads)
      return after(
        all.filter(one => [...heads].some(head => head.every((byte, at) => byte === one.id[at]))),
        author,
        operation,
        target,
      )
    },
    members: () => membersOf(membership()),
    reasonOf: (one: Control) => reasonOf(membership(), one),
  }
}

describe('a room', () => {
  it('begins with its creator alone', () => {
    const membership = evaluateMembership(room, [])
    expect(membersOf(membership)).toEqual(['cleo!'])
    expect(membership).toMatchObject({ former: [], heads: [], ignored: [], pending: [], counted: [] })
  })

  it('has who was added, admins first, in the order they came', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'ana')
    await story.says('cleo', 'add', 'bo')
    await story.says('cleo', 'admin', 'bo')
    await story.says('bo', 'add', 'dan')
    await story.says('cleo', 'admin', 'dan')
    expect(story.members()).toEqual(['cleo!', 'bo!', 'dan!', 'ana'])
    expect(story.membership().members.map(({ rank }) => rank)).toEqual([0, 1, 2, 3])
    expect(story.membership().heads).toHaveLength(1)
  })

  it('knows who may remove whom', async () => {
    const story = createStory()
    for (const name of ['ana', 'bo', 'dan']) await story.says('cleo', 'add', name)
    await story.says('cleo', 'admin', 'ana')
    await story.says('cleo', 'admin', 'bo')
    const may = (by: string, target: string): boolean =>
      canRemove(story.membership(), accountNamed(by), accountNamed(target))
    expect([may('cleo', 'ana'), may('ana', 'bo'), may('bo', 'dan')]).toEqual([true, true, true])
    expect([may('ana', 'cleo'), may('bo', 'ana'), may('dan', 'bo'), may('dan', 'dan')]).toEqual(
      Array.from({ length: 4 }, () => false),
    )
    expect([may('ana', 'ana'), may('ana', 'eve'), may('eve', 'dan')]).toEqual([false, false, false])
    expect(roleOf(story.membership(), accountNamed('dan'))).toBe('member')
    expect(roleOf(story.membership(), accountNamed('eve'))).toBeNull()
  })

  it('loses who leaves, and takes them back as a member', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'ana')
    await story.says('cleo', 'admin', 'ana')
    await story.says('ana', 'leave', 'ana')
    expect(story.members()).toEqual(['cleo!'])
    expect(story.membership().former).toEqual([{ account: accountNamed('ana'), how: 'left', frontier: null }])
    await story.says('cleo', 'add', 'ana')
    expect(story.members()).toEqual(['cleo!', 'ana'])
    expect(story.membership().former).toEqual([])
  })

  it('goes on without its creator, who has no rank any more', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'ana')
    await story.says('cleo', 'admin', 'ana')
    await story.says('cleo', 'leave', 'cleo')
    expect(story.members()).toEqual(['ana!'])
    expect(story.membership().members[0]?.rank).toBe(1)
    await story.says('ana', 'add', 'cleo')
    expect(story.members()).toEqual(['ana!', 'cleo'])
    expect(canRemove(story.membership(), accountNamed('ana'), accountNamed('cleo'))).toBe(true)
  })

  it('remembers what was accepted of whom it removed, over all who did', async () => {
    const story = createStory()
    const added = await story.says('cleo', 'add', 'ana')
    const other = await story.after([added], 'cleo', 'add', 'bo')
    const admin = await story.after([other], 'cleo', 'admin', 'bo')
    await story.after([admin], 'cleo', 'remove', 'ana', [
      [chainNamed('x'), 3],
      [chainNamed('y'), 9],
    ])
    await story.after([admin], 'bo', 'remove', 'ana', [[chainNamed('x'), 5]])
    const [former] = story.membership().former
    expect(former?.how).toBe('removed')
    expect(new Map(former?.frontier?.map(([chain, n]) => [chain.join(), n]))).toEqual(
      new Map([
        [chainNamed('x').join(), 5],
        [chainNamed('y').join(), 9],
      ]),
    )
  })

  it('has the frontier of the last removal only, when somebody came back between', async () => {
    const story = createStory()
    const added = await story.says('cleo', 'add', 'ana')
    const first = await story.after([added], 'cleo', 'remove', 'ana', [[chainNamed('x'), 7]])
    const back = await story.after([first], 'cleo', 'add', 'ana')
    await story.after([back], 'cleo', 'remove', 'ana', [[chainNamed('y'), 1]])
    expect(story.membership().former[0]?.frontier).toEqual([[chainNamed('y'), 1]])
  })
})

describe('what does not count', () => {
  it.each<[string, string, ControlOperation, string, string]>([
    ['a member who adds', 'ana', 'add', 'eve', 'not-admin'],
    ['a stranger who adds', 'eve', 'add', 'eve', 'not-admin'],
    ['a member who makes themself an admin', 'ana', 'admin', 'ana', 'not-admin'],
    ['a member who removes', 'ana', 'remove', 'dan', 'not-admin'],
    ['an admin who removes the creator', 'bo', 'remove', 'cleo', 'outranked'],
    ['an admin who removes an earlier one', 'dan', 'remove', 'bo', 'outranked'],
    ['an admin who removes themself', 'bo', 'remove', 'bo', 'outranked'],
    ['leaving for somebody else', 'cleo', 'leave', 'ana', 'not-member'],
    ['leaving where one never was', 'eve', 'leave', 'eve', 'not-member'],
    ['removing who is not there', 'cleo', 'remove', 'eve', 'not-member'],
    ['making an admin of who is not there', 'cleo', 'admin', 'eve', 'not-member'],
    ['adding a member', 'cleo', 'add', 'ana', 'already'],
    ['making an admin of an admin', 'cleo', 'admin', 'bo', 'already'],
  ])('%s', async (_, author, operation, target, reason) => {
    const story = createStory()
    for (const name of ['ana', 'bo', 'dan']) await story.says('cleo', 'add', name)
    await story.says('cleo', 'admin', 'bo')
    await story.says('cleo', 'admin', 'dan')
    const before = story.membership()
    const one = await story.says(author, operation, target)
    expect(story.reasonOf(one)).toBe(reason)
    expect(story.members()).toEqual(membersOf(before))
    expect(story.membership().heads).toEqual(before.heads)
  })

  it('a remove that says nothing of what it accepts, and an add that does', async () => {
    const story = createStory()
    const added = await story.says('cleo', 'add', 'ana')
    const removed = await control(room, 'cleo', 'remove', 'ana', [added], null)
    const marked = await control(room, 'cleo', 'add', 'bo', [added], [])
    story.all.push(removed, marked)
    expect([story.reasonOf(removed), story.reasonOf(marked)]).toEqual(['bad-frontier', 'bad-frontier'])
    expect(story.members()).toEqual(['cleo!', 'ana'])
  })

  it('a record of another room, and one whose past is not here', async () => {
    const story = createStory()
    const other = await roomOf('cleo', 'second')
    const elsewhere = await control(other, 'cleo', 'add', 'ana', [])
    const unseen = await control(room, 'cleo', 'add', 'bo', [])
    const waiting = await control(room, 'cleo', 'add', 'dan', [unseen])
    story.all.push(elsewhere, waiting)
    expect(story.reasonOf(elsewhere)).toBe('wrong-room')
    expect(story.membership().pending).toEqual([waiting.id])
    expect(story.members()).toEqual(['cleo!'])
    story.all.push(unseen)
    expect(story.members()).toEqual(['cleo!', 'bo', 'dan'])
  })

  it('the 257th member', async () => {
    const story = createStory()
    for (let index = 1; index < limits.roomMembers; index++) {
      await story.after(story.all.slice(-1), 'cleo', 'add', `guest ${index}`)
    }
    const full = story.membership()
    expect(full.members).toHaveLength(limits.roomMembers)
    const more = await story.says('cleo', 'add', 'one too many')
    expect(story.reasonOf(more)).toBe('too-many')
    await story.says('guest 1', 'leave', 'guest 1')
    await story.says('cleo', 'add', 'late guest')
    expect(story.members()).toContain('late guest')
  })

  it('the 257th member whom two devices added at the same time', async () => {
    const story = createStory()
    for (let index = 2; index < limits.roomMembers; index++) {
      await story.after(story.all.slice(-1), 'cleo', 'add', `guest ${index}`)
    }
    const past = story.all.slice(-1)
    await story.after(past, 'cleo', 'add', 'one')
    await story.after(past, 'cleo', 'add', 'other')
    expect(story.membership().members).toHaveLength(limits.roomMembers)
  })

  it('more records than a room may have: who floods it loses their own', async () => {
    const story = createStory()
    const ana = await story.says('cleo', 'add', 'ana')
    for (let index = 0; index < limits.controlRecords; index++) {
      story.all.push(await control(room, 'ana', 'add', `guest ${index}`, [ana]))
    }
    const bo = await control(room, 'cleo', 'add', 'bo', [ana])
    story.all.push(bo)
    expect(story.members()).toEqual(['cleo!', 'ana', 'bo'])
    expect(story.membership().ignored.filter(({ reason }) => reason === 'too-many')).toHaveLength(2)
  })
})

describe('what two people say without knowing of each other', () => {
  it('a remove holds against an add', async () => {
    const story = createStory()
    const ana = await story.says('cleo', 'add', 'ana')
    const admin = await story.after([ana], 'cleo', 'admin', 'ana')
    const bo = await story.after([admin], 'cleo', 'add', 'bo')
    const left = await story.after([bo], 'bo', 'leave', 'bo')
    const back = await story.after([left], 'cleo', 'add', 'bo')
    await story.after([back], 'ana', 'remove', 'bo')
    const again = await story.after([back], 'bo', 'leave', 'bo')
    await story.after([again], 'cleo', 'add', 'bo')
    expect(story.members()).toEqual(['cleo!', 'ana!'])
    expect(story.membership().former).toMatchObject([{ how: 'removed' }])
  })

  it('of two admins who remove each other, the senior one stays', async () => {
    const story = createStory()
    for (const name of ['ana', 'bo']) await story.says('cleo', 'add', name)
    await story.says('cleo', 'admin', 'ana')
    const both = await story.says('cleo', 'admin', 'bo')
    const senior = await story.after([both], 'ana', 'remove', 'bo')
    const junior = await story.after([both], 'bo', 'remove', 'ana')
    expect(story.members()).toEqual(['cleo!', 'ana!'])
    expect([story.reasonOf(senior), story.reasonOf(junior)]).toEqual(['counted', 'outranked'])
  })

  it('even if the junior one pretends not to know that the other is an admin', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'ana')
    const bo = await story.says('cleo', 'add', 'bo')
    const ana1 = await story.after([bo], 'cleo', 'admin', 'ana')
    const bo1 = await story.after([bo], 'cleo', 'admin', 'bo')
    const [seniorGrant, juniorGrant] = story.members()[1] === 'ana!' ? [ana1, bo1] : [bo1, ana1]
    const [senior, junior] = [nameOf(seniorGrant.account), nameOf(juniorGrant.account)]
    const remove = await story.after([juniorGrant], junior, 'remove', senior)
    expect(story.reasonOf(remove)).toBe('outranked')
    expect(story.members()).toEqual(['cleo!', `${senior}!`, `${junior}!`])
  })

  it('what an admin said counts only as far as whoever removed them knew it', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'mallory')
    const admin = await story.says('cleo', 'admin', 'mallory')
    const known = await story.after([admin], 'mallory', 'add', 'ana')
    await story.after([known], 'cleo', 'remove', 'mallory')
    const added = await story.after([admin], 'mallory', 'add', 'eve')
    const promoted = await story.after([added], 'mallory', 'admin', 'eve')
    const removed = await story.after([known], 'mallory', 'remove', 'ana')
    const byEve = await story.after([promoted], 'eve', 'add', 'more of them')
    expect(story.members()).toEqual(['cleo!', 'ana'])
    expect([added, promoted, removed, byEve].map(story.reasonOf)).toEqual(
      Array.from({ length: 4 }, () => 'undone'),
    )
  })

  it('whom such an admin had brought in is nobody, even if others took them for a member', async () => {
    const story = createStory()
    for (const name of ['ana', 'mallory']) await story.says('cleo', 'add', name)
    await story.says('cleo', 'admin', 'ana')
    const both = await story.says('cleo', 'admin', 'mallory')
    const removed = await story.after([both], 'ana', 'remove', 'mallory')
    const eve = await story.after([both], 'mallory', 'add', 'eve')
    const promoted = await story.after([eve], 'cleo', 'admin', 'eve')
    const friend = await story.after([promoted], 'eve', 'add', 'more of them')
    expect([eve, promoted, friend].map(story.reasonOf)).toEqual(['undone', 'not-member', 'undone'])
    expect(story.membership().former.map(({ account }) => nameOf(account))).toEqual(['mallory'])
    await story.after([removed, promoted], 'cleo', 'add', 'eve')
    expect(story.members()).toEqual(['cleo!', 'ana!', 'eve'])
  })

  it('nor does it keep them out that they left, once they are added by somebody who may', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'mallory')
    const admin = await story.says('cleo', 'admin', 'mallory')
    await story.after([admin], 'cleo', 'remove', 'mallory')
    const eve = await story.after([admin], 'mallory', 'add', 'eve')
    await story.after([eve], 'eve', 'leave', 'eve')
    expect(story.members()).toEqual(['cleo!'])
    await story.says('cleo', 'add', 'eve')
    await story.says('cleo', 'admin', 'eve')
    await story.says('eve', 'add', 'ana')
    expect(story.members()).toEqual(['cleo!', 'eve!', 'ana'])
  })

  it('nor does an admin who left say anything afterwards as if it had been before', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'ana')
    const admin = await story.says('cleo', 'admin', 'ana')
    await story.after([admin], 'ana', 'leave', 'ana')
    const late = await story.after([admin], 'ana', 'add', 'eve')
    expect(story.reasonOf(late)).toBe('undone')
    expect(story.members()).toEqual(['cleo!'])
  })

  it('an admin who was removed and made one again speaks anew', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'ana')
    await story.says('cleo', 'admin', 'ana')
    await story.says('cleo', 'remove', 'ana')
    await story.says('cleo', 'add', 'ana')
    const asMember = await story.says('ana', 'add', 'bo')
    await story.says('cleo', 'admin', 'ana')
    const asAdmin = await story.says('ana', 'add', 'bo')
    expect([story.reasonOf(asMember), story.reasonOf(asAdmin)]).toEqual(['not-admin', 'counted'])
    expect(story.members()).toEqual(['cleo!', 'ana!', 'bo'])
  })

  it('a removal stands although its author was removed later', async () => {
    const story = createStory()
    for (const name of ['ana', 'bo']) await story.says('cleo', 'add', name)
    await story.says('cleo', 'admin', 'ana')
    await story.says('ana', 'remove', 'bo')
    await story.says('cleo', 'remove', 'ana')
    expect(story.members()).toEqual(['cleo!'])
    expect(story.membership().former).toHaveLength(2)
  })

  it('names no more ends than a record may follow, every author’s first', async () => {
    const story = createStory()
    await story.says('cleo', 'add', 'mallory')
    const admin = await story.says('cleo', 'admin', 'mallory')
    for (let index = 0; index < limits.controlHeads + 9; index++) {
      await story.after([admin], 'mallory', 'add', `guest ${index}`)
    }
    const own = await story.after([admin], 'cleo', 'add', 'ana')
    const { heads } = story.membership()
    expect(heads).toHaveLength(limits.controlHeads)
    expect(heads).toContainEqual(own.id)
    expect(heads).toEqual(heads.toSorted((a, b) => Buffer.compare(a, b)))
  })
})
