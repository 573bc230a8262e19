/** What an operator should know. Ids and counts only. */
export type LogStoreEvent =
  | {
      readonly type: 'opened'
      readonly documents: number
      readonly segments: number
      /** Whether the index came from its snapshot, so that only what is newer was read. */
      readonly fromSnapshot: boolean
      /** Bytes of a write that a crash cut short; nothing answered for. */
      readonly tornBytes: number
      /** Bytes in the middle of the log that failed their checksum. */
      readonly skippedBytes: number
      /** Segment files whose heads could not be read; they are left where they are. */
      readonly lostSegments: number
      /** Documents that now end before something that had been answered for. */
      readonly brokenDocuments: number
    }
  | { readonly type: 'document-damaged'; readonly documentId: string }
  | { readonly type: 'segment-removed'; readonly segment: number }
  | { readonly type: 'compaction-stopped'; readonly reason: string }
  | { readonly type: 'snapshot-failed'; readonly reason: string }
  | { readonly type: 'store-id-failed'; readonly reason: string }

export type ReportEvent = (event: LogStoreEvent) => void
