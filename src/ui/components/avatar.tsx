import styles from './avatar.module.css'

/** The first letters of the first and the last word, as people count letters. */
export const initialsOf = (name: string): string => {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter(word => word !== '')
  const first = firstLetter(words[0])
  return words.length < 2 ? first : first + firstLetter(words.at(-1))
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const firstLetter = (word: string | undefined): string => {
  for (const { segment } of letters.segment(word ?? '')) return segment.toLocaleUpperCase()
  return ''
}

/** Decoration beside the name it stands for. */
export const Avatar = (props: { readonly name: string; readonly size?: 'small' | 'large' }) => (
  <span class={styles['avatar']} data-size={props.size ?? 'small'} aria-hidden="true">
    {initialsOf(props.name)}
  </span>
)
