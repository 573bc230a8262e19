import { describe, expect, it } from 'vitest'
import { completeAddress, readableAddress, safeHref } from '../../../../src/ui/profiles/link-address.ts'
import { paragraphsOf } from '../../../../src/ui/profiles/paragraphs.ts'

describe('an address of a link', () => {
  it.each([
    ['example.com', 'https://example.com'],
    [' www.example.com/work ', 'https://www.example.com/work'],
    ['localhost.test:8080/a', 'https://localhost.test:8080/a'],
    ['ana@example.com', 'mailto:ana@example.com'],
    ['http://example.com', 'http://example.com'],
    ['mailto:ana@example.com', 'mailto:ana@example.com'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['my site', 'my site'],
    ['', ''],
  ])('typed as %j is completed to %j', (typed, completed) => {
    expect(completeAddress(typed)).toBe(completed)
  })

  it('is followed only to the web and to mail', () => {
    expect(safeHref('https://example.com/a')).toBe('https://example.com/a')
    expect(safeHref('mailto:ana@example.com')).toBe('mailto:ana@example.com')
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc', '/me', ''])
      expect(safeHref(url)).toBeNull()
  })

  it('reads without what only machines need', () => {
    expect(readableAddress('https://www.example.com/work/')).toBe('example.com/work')
    expect(readableAddress('mailto:ana@example.com')).toBe('ana@example.com')
  })
})

it('parts paragraphs at empty lines and keeps line breaks inside', () => {
  expect(paragraphsOf('One\nline\n\n \n\nTwo\r\n\r\nThree\n')).toEqual(['One\nline', 'Two', 'Three'])
  expect(paragraphsOf(' \n\n ')).toEqual([])
})
