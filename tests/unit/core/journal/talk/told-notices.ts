/** Notices in a word each. */
import type { NoticesRow } from '../../../../../src/core/api.ts'
import { createAuthor } from './authors.ts'
import type { Device } from './journal-world.ts'

export const minuteMs = 60_000
export const people = () => ({ ana: createAuthor('Ana'), bo: createAuthor('Bo'), cy: createAuthor('Cy') })

/** What is not about being connected, in a word each. */
export const told = (row: NoticesRow) =>
  row.items
    .filter(({ kind }) => kind !== 'connected')
    .map(
      ({ kind, by, people: of, unread }) =>
        `${kind} ${by.map(({ name }) => name).join('+')} ${of}${unread ? ' !' : ''}`,
    )
export const toldBy = async ({ talk }: Device) => told(await talk.notices(50))
