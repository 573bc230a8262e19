/** Tells the relay what each own document refers to, as often as needed and no more. */
import { bytesToHex } from '../../base/bytes.ts'
import { ok, type Result } from '../../base/result.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { BlobRelay, RelayProblem } from './blob-relay.ts'
import { type RelayAccess, withAccess } from './relay-access.ts'
import type { UploadMarks } from './upload-marks.ts'
import type { Claim } from './upload-plan.ts'

export interface Claims {
  /** How many the relay answered; ends at the first problem that all the others would meet too. */
  bring(claims: readonly Claim[]): Promise<Result<number, RelayProblem | 'offline'>>
  /** The relay has answered this very claim, so what it lacks is known. */
  isAnswered(claim: Claim): boolean
  /** The line came up anew, or the relay contradicted itself. */
  startOver(): void
}

export const createClaims = (relay: RelayAccess, remote: BlobRelay, marks: UploadMarks): Claims => {
  const answered = new Map<DocId, string>()
  /** The relay will not have it: not asked again before the line comes up anew. */
  const refused = new Set<DocId>()

  const isAnswered = ({ document, claimed }: Claim): boolean =>
    answered.get(document.doc) === bytesToHex(claimed)
  const isDue = (claim: Claim): boolean => {
    const { document, digests, claimed } = claim
    if (!relay.isAcknowledged(document.doc) || refused.has(document.doc) || isAnswered(claim)) return false
    return !marks.isClaimed(document.doc, claimed) || digests.some(digest => !marks.has(digest))
  }
  const bringOne = async ({
    document,
    digests,
    claimed,
  }: Claim): Promise<Result<null, RelayProblem | 'offline'>> => {
    const answer = await withAccess(relay, access => remote.claim(access, document.doc, digests))
    if (!answer.ok) return answer
    const lacking = new Set(answer.value.map(bytesToHex))
    marks.forget(answer.value)
    marks.note(digests.filter(digest => !lacking.has(bytesToHex(digest))))
    marks.noteClaim(document.doc, claimed)
    answered.set(document.doc, bytesToHex(claimed))
    return ok(null)
  }

  return {
    async bring(claims) {
      let answers = 0
      for (const claim of claims.filter(isDue)) {
        const brought = await bringOne(claim)
        if (brought.ok) answers++
        else if (brought.error === 'not-yours') refused.add(claim.document.doc)
        else return brought
      }
      return ok(answers)
    },
    isAnswered,
    startOver() {
      answered.clear()
      refused.clear()
    },
  }
}
