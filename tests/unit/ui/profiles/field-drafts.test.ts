import { expect, it } from 'vitest'
import type { Role } from '../../../../src/core/api.ts'
import {
  linkFromText,
  linkToText,
  rolesFromText,
  rolesToText,
} from '../../../../src/ui/profiles/field-drafts.ts'

const roles: readonly Role[] = [
  { kind: 'known', id: 'gaffer' },
  { kind: 'custom', text: 'Neon "bender"' },
]

it('keeps roles and links whole as the text of a draft', () => {
  expect(rolesFromText(rolesToText(roles))).toEqual(roles)
  expect(linkFromText(linkToText({ label: 'a, b', url: 'x"y' }))).toEqual({ label: 'a, b', url: 'x"y' })
})

it('takes nothing from a kept text that is not a draft of roles or of a link', () => {
  for (const text of ['', '{', 'null', '3', '{"known":"x"}']) expect(rolesFromText(text)).toEqual([])
  expect(rolesFromText('[null, 1, {"known":5}, {}, {"custom":"Neon"}]')).toEqual([
    { kind: 'custom', text: 'Neon' },
  ])
  for (const text of ['', 'null', '{}', '[]', '[1,2]'])
    expect(linkFromText(text)).toEqual({ label: '', url: '' })
})
