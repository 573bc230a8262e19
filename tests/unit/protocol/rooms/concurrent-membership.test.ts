import { describe, expect, it } from 'vitest'
import { limits } from '../../../../src/protocol/limits.ts'
import { nameOf } from './room-people.ts'
import { createStory } from './room-story.ts'

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
