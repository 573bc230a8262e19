import { describe, expect, it } from 'vitest'
import { limits } from '../../../../src/protocol/limits.ts'
import { canRemove, evaluateMembership, roleOf } from '../../../../src/protocol/rooms/membership.ts'
import type { ControlOperation } from '../../../../src/protocol/rooms/room-types.ts'
import { accountNamed, chainNamed, control, membersOf, roomOf } from './room-people.ts'
import { createStory, room } from './room-story.ts'

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
