/** Images and cards of works, as messages. */
import { base64UrlToBytes } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import type { PlainBody, PlainImage, PlainRendition } from '../../../../protocol/rooms/plain-types.ts'
import { parseAccountIdText } from '../../../account/account-id.ts'
import type { CoreError, WorkRow } from '../../../api.ts'
import type { ReferredBlob } from '../../../blobs/blob-types.ts'
import { parseAlbumIdText } from '../../../galleries/ids.ts'
import { frameOfTile } from '../../../pictures/picture-frame.ts'
import { refused, stagePicture } from '../../../pictures/stage-picture.ts'
import { checkAlt } from '../../../typed-text.ts'
import type { ChatService } from '../../chat-types.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { blobOf } from '../rows/blob-row.ts'
import { localMessageId } from '../rows/outbox-entry.ts'
import { checkReply, checkText, parseMessageId } from '../rules/input.ts'
import { renditionFor } from '../rules/rendition-for.ts'
import type { Outbox } from '../sending/outbox.ts'
import type { Desk } from '../state/desk.ts'
import type { CommandDeps } from './command-deps.ts'

type PictureCommands = Pick<ChatService, 'sendImage' | 'sendWork' | 'image'>

interface Deps extends CommandDeps, Pick<ChatDeps, 'ports' | 'blobs' | 'galleries'> {
  readonly outbox: Outbox
  readonly deskOf: (conversation: string) => Desk
}

export const createPictureCommands = (deps: Deps): PictureCommands => {
  const { writable, outbox } = deps
  const post = async (
    desk: Desk,
    body: PlainBody,
  ): Promise<Result<{ readonly message: string }, CoreError>> => {
    const sent = await outbox.post(desk, body)
    return sent.ok ? ok({ message: sent.value }) : sent
  }
  const bodyOf = async (conversation: string, message: string): Promise<PlainBody | null> => {
    const id = parseMessageId(message)
    const item = id === null ? null : await deps.findItem(conversation, id)
    if (item !== null) return item.content.kind === 'said' ? item.content.body : null
    const waiting = [...deps.deskOf(conversation).outbox.values()]
    return waiting.find(entry => localMessageId(entry) === message)?.body ?? null
  }

  return {
    async sendImage(conversation, source, alt, text, replyTo) {
      const desk = writable(conversation)
      if (!desk.ok) return desk
      const [said, described, reply] = [checkText(text, true), checkAlt(alt), checkReply(replyTo)]
      if (!said.ok) return said
      if (!described.ok) return described
      if (!reply.ok) return reply
      const image = await stagedImage(source, deps)
      if (!image.ok) return image
      const words = { text: said.value, alt: described.value, replyTo: reply.value }
      return post(desk.value, { type: 'image', ...words, image: image.value })
    },
    async sendWork(conversation, account, album, work, text) {
      const desk = writable(conversation)
      if (!desk.ok) return desk
      const said = checkText(text, true)
      if (!said.ok) return said
      const state = await deps.galleries.work(account, album, work)
      const card = state.kind === 'shown' ? await workCard(state.work, said.value, deps.galleries) : null
      return card === null ? err({ type: 'not-found', what: 'work' }) : post(desk.value, card)
    },
    async image(conversation, message, size) {
      const body = await bodyOf(conversation, message)
      const image = body !== null && 'image' in body ? body.image : null
      const rendition = image === null ? null : renditionFor(image, size)
      return rendition === null ? null : { size: rendition.size, blob: blobOf(rendition) }
    },
  }
}

/** Encrypted, each size with a key to hand on. */
const stagedImage = async (
  source: Blob,
  deps: Pick<Deps, 'ports' | 'blobs'>,
): Promise<Result<PlainImage, CoreError>> => {
  const staged = await stagePicture(source, 'only-me', deps)
  if (!staged.ok) return staged
  const { frame, renditions } = staged.value
  const locked = renditions.flatMap(rendition => renditionOf(rendition, rendition) ?? [])
  return locked.length < renditions.length ? err(refused('failed')) : ok({ ...frame, renditions: locked })
}

/** Null for what everybody may read: it has no key to hand on. */
const renditionOf = (
  { size, width, height }: Pick<PlainRendition, 'size' | 'width' | 'height'>,
  { mime, bytes, digest, lock }: ReferredBlob,
): PlainRendition | null => lock && { size, width, height, mime, bytes, digest, ...lock }

type Works = ChatDeps['galleries']

const workCard = async (work: WorkRow, text: string, galleries: Works): Promise<PlainBody | null> => {
  const account = parseAccountIdText(work.account)
  const albumTag = parseAlbumIdText(work.album)
  const id = base64UrlToBytes(work.id)
  if (account === null || albumTag === null || id === null) return null
  const { title, artist } = work
  return {
    type: 'work',
    account,
    albumTag,
    work: id,
    title,
    artist,
    text,
    image: await workImage(work, galleries),
  }
}

/** What only its owner sees travels with its keys; everybody else's is found in its album. */
const workImage = async (work: WorkRow, galleries: Works): Promise<PlainImage | null> => {
  const version = work.versions.find(({ isCurrent }) => isCurrent)
  if (version === undefined) return null
  const renditions: PlainRendition[] = []
  for (const rendition of version.renditions) {
    if (rendition.size !== 'thumb' && rendition.size !== 'card') continue
    const found = await galleries.blobOf(work.account, work.album, work.id, version.image.id, rendition.size)
    const locked =
      found?.size === rendition.size ? renditionOf(rendition, { ...found.blob, size: found.size }) : null
    if (locked !== null) renditions.push(locked)
  }
  return { ...frameOfTile(version.image), renditions }
}
