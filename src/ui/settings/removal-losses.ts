import type { RemovalPreview } from '../../core/api.ts'

/** What a person should hear before everything is removed, the worst first. */
export type RemovalNote =
  | 'last-and-unproved'
  | 'last-but-proved'
  | 'other-devices'
  | 'unproved'
  | 'unsent'
  | 'nothing-unsent'

const losses: readonly RemovalNote[] = ['last-and-unproved', 'last-but-proved', 'unproved', 'unsent']

export const isLoss = (note: RemovalNote): boolean => losses.includes(note)

export const removalNotes = (preview: RemovalPreview): readonly RemovalNote[] => [
  ...identityNotes(preview),
  preview.unsentDocuments > 0 ? 'unsent' : 'nothing-unsent',
]

const identityNotes = ({ isLastDevice, recoveryProved }: RemovalPreview): readonly RemovalNote[] => {
  if (isLastDevice) return [recoveryProved ? 'last-but-proved' : 'last-and-unproved']
  return recoveryProved ? ['other-devices'] : ['unproved', 'other-devices']
}
