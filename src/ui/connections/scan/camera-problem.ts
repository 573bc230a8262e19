import type { CameraProblem } from '../../strings/meeting.ts'

/** Names that browsers give to why `getUserMedia` did not work, older ones included. */
const problemsByName: ReadonlyMap<string, CameraProblem> = new Map([
  ['NotAllowedError', 'denied'],
  ['PermissionDeniedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'none'],
  ['DevicesNotFoundError', 'none'],
  ['OverconstrainedError', 'none'],
  ['NotReadableError', 'busy'],
  ['TrackStartError', 'busy'],
  ['AbortError', 'busy'],
])

export const cameraProblemOf = (error: unknown): CameraProblem =>
  (error instanceof Error ? problemsByName.get(error.name) : undefined) ?? 'failed'
