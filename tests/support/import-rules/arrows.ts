import { computed } from './read-imports.ts'
import type { Import } from './read-imports.ts'

/**
 * A part of the repository, and all that it may import besides itself: places by path prefix,
 * `types:` before a place from which only types may come, packages by name, `node:` for Node.
 */
type Area = { readonly name: string; readonly at: string; readonly may: readonly string[] }

const automerge = ['@automerge/automerge', '@automerge/automerge-repo']
const codecs = ['@scure/base', 'cborg']
const ciphers = ['@noble/hashes', '@scure/bip39', 'hash-wasm', 'tweetnacl']
const base = 'src/base/'
const protocol = 'src/protocol/'
const search = 'src/search/'
const coreTypes = ['types:src/core/api.ts', 'types:src/core/ports.ts']
const client = 'src/worker/core-client'

/** The first area whose prefix fits a file is its own, so inner places stand before outer ones. */
const areas: readonly Area[] = [
  { name: 'base', at: base, may: [] },
  { name: 'protocol/crypto', at: 'src/protocol/crypto/', may: [base, protocol, ...codecs, ...ciphers] },
  { name: 'protocol', at: protocol, may: [base, protocol, 'fflate', ...codecs] },
  { name: 'search', at: search, may: [base, 'minisearch'] },
  { name: 'core/crypto', at: 'src/core/crypto/', may: [base, protocol, 'src/core/', ...codecs, ...ciphers] },
  {
    name: 'core/documents',
    at: 'src/core/documents/',
    may: [base, protocol, 'src/core/', ...codecs, ...automerge],
  },
  {
    name: 'core/galleries',
    at: 'src/core/galleries/',
    may: [base, protocol, 'src/core/', ...codecs, 'fractional-indexing'],
  },
  { name: 'core/images', at: 'src/core/images/', may: [base, 'src/core/ports.ts', 'fflate', 'thumbhash'] },
  {
    name: 'core/discovery',
    at: 'src/core/discovery/',
    may: [base, protocol, search, 'src/core/', ...codecs],
  },
  {
    name: 'core/journal',
    at: 'src/core/journal/',
    may: [base, protocol, search, 'src/core/', ...codecs],
  },
  { name: 'core', at: 'src/core/', may: [base, protocol, 'src/search/fold.ts', 'src/core/', ...codecs] },
  {
    name: 'platform/browser',
    at: 'src/platform/browser/',
    may: [base, protocol, 'src/core/ports.ts', 'src/platform/*', 'idb-keyval', ...automerge],
  },
  {
    name: 'platform/node',
    at: 'src/platform/node/',
    may: [base, protocol, 'src/core/ports.ts', 'src/platform/*', 'node:', 'ws', ...automerge],
  },
  {
    name: 'platform/memory',
    at: 'src/platform/memory/',
    may: [base, protocol, 'src/core/ports.ts', 'src/platform/*'],
  },
  { name: 'platform', at: 'src/platform/', may: [base, protocol, 'src/core/ports.ts'] },
  {
    name: 'worker/core-client',
    at: client,
    may: [base, ...coreTypes, 'src/worker/wire.ts', 'src/platform/browser/web-lock.ts'],
  },
  { name: 'worker/wire', at: 'src/worker/wire.ts', may: [base, ...coreTypes] },
  {
    name: 'worker',
    at: 'src/worker/',
    may: [
      base,
      protocol,
      'src/core/',
      'src/worker/',
      'src/platform/browser/',
      'src/platform/*',
      ...automerge,
    ],
  },
  {
    name: 'service-worker',
    at: 'src/service-worker/',
    may: [base, 'workbox-core', 'workbox-precaching', 'workbox-routing'],
  },
  {
    name: 'cli',
    at: 'src/cli/',
    may: [base, protocol, 'src/core/', 'src/platform/node/', 'src/platform/*', 'node:'],
  },
  {
    name: 'ui',
    at: 'src/ui/',
    may: ['types:src/base/', 'src/core/api.ts', client, 'solid-js', '@solidjs/router', 'thumbhash', 'qr'],
  },
  {
    name: 'main',
    at: 'src/main.tsx',
    may: ['src/ui/', 'src/core/api.ts', client, 'solid-js', '@solidjs/router'],
  },
  {
    name: 'sync-server/directory',
    at: 'sync-server/directory/',
    may: [base, protocol, search, 'sync-server/', 'node:', ...codecs, ...automerge],
  },
  {
    name: 'sync-server',
    at: 'sync-server/',
    may: [base, protocol, 'sync-server/directory/', 'node:', 'ws', ...codecs],
  },
]

const areaOf = (path: string): Area | null => areas.find(area => path.startsWith(area.at)) ?? null

const isOurs = (target: string): boolean => target.startsWith('src/') || target.startsWith('sync-server/')

/** `folder/*` means the files directly in it. */
const isIn = (target: string, place: string): boolean => {
  if (!place.endsWith('/*')) return target.startsWith(place)
  const folder = place.slice(0, -1)
  return target.startsWith(folder) && !target.slice(folder.length).includes('/')
}

const isPackage = (target: string, name: string): boolean =>
  name.endsWith(':') ? target.startsWith(name) : target === name || target.startsWith(`${name}/`)

const permits = (permission: string, { to, typeOnly }: Import): boolean => {
  if (permission.startsWith('types:')) return typeOnly && isIn(to, permission.slice('types:'.length))
  return isOurs(to) ? isOurs(permission) && isIn(to, permission) : isPackage(to, permission)
}

/** A style sheet belongs to the screen that imports it. */
const isOwn = (area: Area, target: string): boolean => isOurs(target) && areaOf(target) === area

/** Why an import goes against the arrows of docs/design/layout.md, or null when it does not. */
export const whyForbidden = (one: Import): string | null => {
  const area = areaOf(one.from)
  if (area === null) return `${one.from} is in no known place`
  if (one.to === computed) return `${one.from} imports something computed`
  if (isOwn(area, one.to) || area.may.some(permission => permits(permission, one))) return null
  return `${one.from} (${area.name}) may not import ${one.typeOnly ? 'types of ' : ''}${one.to}`
}
