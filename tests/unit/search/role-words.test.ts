import { describe, expect, it } from 'vitest'
import { knownRoleIds } from '../../../src/core/api.ts'
import { roleIdsWithWords, roleWordsOf } from '../../../src/search/role-words.ts'
import { roleText } from '../../../src/ui/strings/roles.ts'

describe('the words for roles', () => {
  it('are there for every role of the vocabulary, and for no other', () => {
    expect(roleIdsWithWords.toSorted()).toEqual(knownRoleIds.toSorted())
  })

  it('begin with the one that the app itself uses', () => {
    for (const id of knownRoleIds) {
      expect(roleWordsOf(id)[0]?.toLowerCase()).toBe(roleText({ kind: 'known', id }).toLowerCase())
    }
  })

  it('are several for each role, none of them empty', () => {
    for (const id of knownRoleIds) {
      expect(roleWordsOf(id).length).toBeGreaterThan(5)
      for (const word of roleWordsOf(id)) expect(word.trim()).toBe(word)
    }
  })

  it('are none for a role that nobody knows', () => {
    for (const id of ['', 'constructor', '__proto__', 'astronaut']) expect(roleWordsOf(id)).toEqual([])
  })
})
