import { describe, expect, it } from 'vitest'
import { parsePersonAddress, shortFingerprint } from '../../../../src/ui/profiles/person-address.ts'

const id = 'Ab3_-fGhIjKlMnOpQrStUvWxYz0123456789AbCdEfE'

describe('a pasted address of a person', () => {
  it.each([
    ['an id', id],
    ['an id with spaces and line breaks around and in it', `  ${id.slice(0, 20)}\n${id.slice(20)} `],
    ['an id with invisible characters', `\u{200b}${id}\u{feff}`],
    ['a link to this app', `https://gesso.example/people/${id}`],
    ['a link with query, fragment and a closing slash', `http://localhost:3030/people/${id}/?a=b#c`],
    ['a link in angle brackets', `<https://gesso.example/people/${id}>`],
    ['only the path', `/people/${id}`],
  ])('is understood as %s', (_, text) => {
    expect(parsePersonAddress(text)).toEqual({ kind: 'account', account: id })
  })

  it('is empty when nothing visible was pasted', () => {
    expect(parsePersonAddress(' \n\u{200b}')).toEqual({ kind: 'empty' })
  })

  it('says how long an id is that was cut or doubled', () => {
    expect(parsePersonAddress(id.slice(0, 40))).toEqual({ kind: 'wrong-length', length: 40 })
    expect(parsePersonAddress(`https://gesso.example/people/${id}A`)).toEqual({
      kind: 'wrong-length',
      length: 44,
    })
  })

  it.each([
    ['a name', 'Ana'],
    ['another site', 'https://example.com/someone'],
    ['an id with a letter no id ends in', `${id.slice(0, 42)}B`],
    ['an id with a letter outside the alphabet', `${id.slice(0, 42)}+`],
    ['a whole text', 'x y '.repeat(2_000)],
    ['a script', `javascript:alert('${id}')`],
  ])('is refused when it is %s', (_, text) => {
    expect(parsePersonAddress(text)).toEqual({ kind: 'not-an-address' })
  })
})

it('shows an id in four groups of four', () => {
  expect(shortFingerprint(id)).toBe('Ab3_ -fGh IjKl MnOp')
})
