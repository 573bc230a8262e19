/** Which images the journals that are here refer to, by document, from rows. */
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { DocumentBlobs, ReferredBlob } from '../../../blobs/blob-types.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import type { JournalLine } from '../../journal-types.ts'
import { blobsPrefix } from '../rows/keys.ts'
import { readAll } from '../rows/reading.ts'
import { accountOf } from '../rows/refs.ts'
import { parseBlobs } from '../rows/small-rows.ts'

export interface References {
  all(): Promise<readonly DocumentBlobs[]>
  /** Rows of images came or went. */
  changed(): void
}

interface ReferencesDeps {
  readonly self: AccountId
  /** In hex. */
  readonly own: string
  readonly rows: SealedRows
  readonly line: Pick<JournalLine, 'docOf' | 'reach'>
}

const most = 1_000_000
const keyForm = /^([0-9a-f]{64})\/([0-9a-f]{8})\//

export const createReferences = ({ self, own, rows, line }: ReferencesDeps): References => {
  let known: Promise<readonly DocumentBlobs[]> | null = null

  const load = async (): Promise<readonly DocumentBlobs[]> => {
    const documents = new Map<string, { isPartial: boolean; readonly blobs: ReferredBlob[] }>()
    for (const [key, row] of await readAll(rows, blobsPrefix, most)) {
      const name = key.slice(blobsPrefix.length, blobsPrefix.length + 73)
      const document = documents.get(name) ?? { isPartial: false, blobs: [] }
      documents.set(name, document)
      const images = parseBlobs(row)
      if (images === null) document.isPartial = true
      else document.blobs.push(...images.flatMap(({ renditions }) => renditions))
    }
    return [...documents].flatMap(([name, { isPartial, blobs }]) => {
      const [, account, segment] = keyForm.exec(`${name}/`) ?? []
      if (account === undefined || segment === undefined) return []
      const doc = line.docOf(accountOf(account), Number.parseInt(segment, 16))
      return [{ doc, isOwn: account === own, isKept: false, isPartial, blobs }]
    })
  }
  /** As long as something of one's own was not read, nobody knows what it refers to. */
  const unread = (): readonly DocumentBlobs[] => {
    const { segments, read, state } = line.reach(self)
    if (read >= segments && state !== 'asking') return []
    return [{ doc: line.docOf(self, read), isOwn: true, isKept: false, isPartial: true, blobs: [] }]
  }

  return {
    async all() {
      known ??= load()
      return [...(await known), ...unread()]
    },
    changed() {
      known = null
    },
  }
}
