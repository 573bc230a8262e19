import { untrack, type Accessor } from 'solid-js'
import type { AlbumEdit, AlbumRow, AlbumTextField } from '../../../core/api.ts'
import { createCommand, createDraft, type Draft } from '../../primitives/index.ts'

/** A text field of one album that saves itself. */
export const createAlbumTextDraft = (album: Accessor<AlbumRow>, field: AlbumTextField): Draft =>
  createAlbumDraft(album, {
    name: field,
    value: row => row[field],
    toEdit: value => ({ field, value }),
  })

interface AlbumDraftOptions {
  readonly name: string
  readonly value: (row: AlbumRow) => string
  readonly toEdit: (text: string) => AlbumEdit
}

/** Which album it is of is read once: another one is another page. */
export const createAlbumDraft = (album: Accessor<AlbumRow>, options: AlbumDraftOptions): Draft => {
  const edit = createCommand('album.edit')
  const id = untrack(album).album
  return createDraft({
    key: `${id}.${options.name}`,
    value: () => options.value(album()),
    save: text => edit.run({ album: id, edit: options.toEdit(text) }),
  })
}
