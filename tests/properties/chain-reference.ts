/**
 * PROTOCOL §3 once more, straight from its sentences: sets of links, recursion, no order, no bits. Slow, and
 * only here to disagree with the real evaluator when one of the two is wrong.
 */
import { bytesToHex } from '../../src/base/bytes.ts'
import type { AccountGenesis } from '../../src/protocol/records/account-genesis.ts'
import type { Link } from '../../src/protocol/records/link.ts'

type Links = ReadonlySet<Link>

export interface ReferenceState {
  readonly active: readonly string[]
  readonly dead: readonly string[]
  readonly counted: readonly string[]
  readonly secret: string | null
}

export const createReference = (
  genesis: AccountGenesis,
  all: readonly Link[],
): ((members: Links) => ReferenceState) => {
  const root = bytesToHex(genesis.rootPub)
  const byId = new Map(all.map(link => [bytesToHex(link.rid), link]))
  const id = (link: Link): string => bytesToHex(link.rid)
  const author = (link: Link): string => bytesToHex(link.by)
  const isRoots = (link: Link): boolean => author(link) === root
  const memo = <Value>(compute: (link: Link) => Value): ((link: Link) => Value) => {
    const known = new Map<Link, Value>()
    return link => {
      const found = known.get(link)
      if (found !== undefined) return found
      const value = compute(link)
      known.set(link, value)
      return value
    }
  }
  const parents = (link: Link): readonly Link[] => link.prev.flatMap(rid => byId.get(bytesToHex(rid)) ?? [])
  const past: (link: Link) => Links = memo(
    link => new Set(parents(link).flatMap(parent => [parent, ...past(parent)])),
  )
  const depth: (link: Link) => number = memo(link => 1 + Math.max(0, ...parents(link).map(depth)))
  const isBefore = (a: Link, b: Link): boolean =>
    depth(a) < depth(b) || (depth(a) === depth(b) && id(a) < id(b))
  const about = (link: Link): string => ('device' in link.operation ? bytesToHex(link.operation.device) : '')

  const isSound: (link: Link) => boolean = memo(link => {
    const world = worldOf(past(link))
    const { operation } = link
    if (operation.op === 'reset') return isRoots(link) && operation.counter === world.resetCounter + 1
    if (!isRoots(link) && !world.isActive(author(link))) return false
    if (operation.op === 'add') return about(link) !== root && !world.isDead(about(link))
    if (operation.op === 'ak')
      return operation.generation === 1 + (world.secret === null ? 0 : generation(world.secret))
    const target = world.firstAdd(about(link))
    if (target === null) return false
    if (isRoots(link) || author(link) === about(link)) return true
    const own = world.firstAdd(author(link))
    return own !== null && isBefore(own, target)
  })
  const generation = (link: Link): number => (link.operation.op === 'ak' ? link.operation.generation : 0)
  const counter = (link: Link): number => (link.operation.op === 'reset' ? link.operation.counter : 0)

  const lineage = (members: Links): readonly Link[] => {
    const resets = [...members].filter(link => link.operation.op === 'reset' && isSound(link))
    const [winner] = resets.toSorted((a, b) => counter(b) - counter(a) || (id(a) < id(b) ? -1 : 1))
    return winner === undefined ? [] : [winner, ...lineage(past(winner))]
  }
  const ended: (reset: Link) => ReadonlySet<string> = memo(reset => {
    const kept = new Set(reset.operation.op === 'reset' ? reset.operation.keep.map(bytesToHex) : [])
    return new Set(worldOf(past(reset)).active.filter(device => !kept.has(device)))
  })

  const worldOf = (members: Links) => {
    const sound = [...members].filter(isSound)
    const resets = lineage(members)
    const isVoid = (link: Link): boolean =>
      !(isRoots(link) && (link.operation.op === 'revoke' || link.operation.op === 'reset')) &&
      resets.some(reset => reset !== link && !past(reset).has(link) && !past(link).has(reset))
    const revokes = sound.filter(link => link.operation.op === 'revoke' && !isVoid(link))
    const isDead = (device: string): boolean =>
      revokes.some(revoke => about(revoke) === device) || resets.some(reset => ended(reset).has(device))
    const adds = sound.filter(link => link.operation.op === 'add')
    const stands = (link: Link): boolean =>
      !isVoid(link) &&
      (isRoots(link) ||
        (revokes.every(
          revoke => revoke === link || about(revoke) !== author(link) || past(revoke).has(link),
        ) &&
          adds.some(add => about(add) === author(link) && past(link).has(add) && stands(add))))
    const first = (candidates: readonly Link[]): Link | null =>
      candidates.reduce<Link | null>(
        (best, link) => (best === null || isBefore(link, best) ? link : best),
        null,
      )
    const standingAdds = (device: string): readonly Link[] =>
      adds.filter(add => about(add) === device && stands(add))
    const firstAdd = (device: string): Link | null =>
      first(standingAdds(device)) ??
      (isDead(device) ? first(adds.filter(add => about(add) === device)) : null)
    const isActive = (device: string): boolean => !isDead(device) && standingAdds(device).length > 0
    const devices = [...new Set(adds.map(about))]
    const [secret] = sound
      .filter(link => link.operation.op === 'ak' && stands(link))
      .toSorted((a, b) => generation(b) - generation(a) || (id(a) < id(b) ? -1 : 1))
    const counts = (link: Link): boolean => {
      if (link.operation.op === 'reset') return resets.includes(link)
      if (link.operation.op === 'revoke') return !isVoid(link)
      return stands(link) && (link.operation.op !== 'add' || firstAdd(about(link)) === link)
    }
    return {
      resetCounter: resets[0] === undefined ? 0 : counter(resets[0]),
      active: devices.filter(isActive),
      dead: devices.filter(isDead),
      counted: sound.filter(counts).map(id),
      secret: secret ?? null,
      isActive,
      isDead,
      firstAdd,
    }
  }

  return members => {
    const world = worldOf(members)
    return {
      active: world.active.toSorted(),
      dead: world.dead.toSorted(),
      counted: world.counted.toSorted(),
      secret: world.secret === null ? null : id(world.secret),
    }
  }
}
