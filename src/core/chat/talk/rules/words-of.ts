import type { SaidItem } from '../rows/talk-item.ts'

/** What a message says in words, as it reads now. A work without words says its title. */
export const wordsOf = (item: SaidItem): string => {
  if (item.content.kind !== 'said') return ''
  const { body } = item.content
  switch (body.type) {
    case 'text':
    case 'image':
      return item.edit?.text ?? body.text
    case 'work':
      return (item.edit?.text ?? body.text) || body.title
    case 'name':
      return body.name
    case 'accept':
    case 'goodbye':
    case 'joined':
      return ''
  }
}

/** Its beginning, at most `chars` long, never half a character. */
export const cutText = (text: string, chars: number): string =>
  text.slice(0, chars).replace(/[\ud800-\udbff]$/, '')
