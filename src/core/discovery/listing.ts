/**
 * Whether the relay may list oneself. The profile says it to everyone; that the question was answered at all is kept
 * among one's own devices, under `listing`: [1, listed].
 */
import { ok, type Result } from '../../base/result.ts'
import { bool, literal, parseItem, tuple } from '../../protocol/codec/shape.ts'
import type { CoreError, Listing } from '../api.ts'
import { editFailure } from '../galleries/edit-failure.ts'
import type { DiscoveryDeps } from './discovery-deps.ts'

const field = 'listing'
const shape = tuple<[1, boolean]>(literal(1), bool)

type Deps = Pick<DiscoveryDeps, 'self' | 'network' | 'profiles'>

export const listingNow = ({ self, network, profiles }: Deps): Listing => {
  const parsed = parseItem(shape, network.entries().get(field) ?? null, 'listing')
  const said = parsed.ok ? parsed.value[1] : null
  const listed = profiles.held(self)?.listed ?? said ?? false
  if (listed) return 'listed'
  return said === null ? 'unasked' : 'not-listed'
}

/** The profile first: whatever fails after that, nobody is listed who said no. */
export const changeListing = async (
  { network, profiles }: Deps,
  listed: boolean,
): Promise<Result<null, CoreError>> => {
  const changed = await profiles.setListed(listed)
  if (!changed.ok) return changed
  const written = await network.write([[field, [1, listed]]])
  return written.ok ? ok(null) : { ok: false, error: editFailure(written.error, field) }
}
