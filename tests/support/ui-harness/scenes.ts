import type {
  DeviceRow,
  ProfileRow,
  SessionState,
  SettingsRow,
  StorageRow,
  SyncRow,
} from '../../../src/core/api.ts'
import { own as account } from './gallery/albums.ts'
import type { GalleryName } from './gallery/galleries.ts'

export interface Scene {
  readonly session: SessionState
  readonly sync: SyncRow
  readonly settings: SettingsRow
  readonly storage: StorageRow
  readonly devices: readonly DeviceRow[]
  readonly profile: ProfileRow
  readonly gallery: GalleryName
}

const now = Date.UTC(2026, 10, 20, 14, 5)

const profile: ProfileRow = {
  account,
  isOwn: true,
  name: 'Ana Ferreira',
  roles: [
    { kind: 'known', id: 'camera-operator' },
    { kind: 'known', id: 'stills-photographer' },
    { kind: 'custom', text: 'Wet plate printer' },
  ],
  place: 'Lisbon',
  bio: 'I carry a camera where there is little light.\n\nTwelve years on documentary sets, mostly in the north and on the islands. Between films I make plates with collodion and silver.',
  links: [
    { id: 'a', label: 'Showreel 2026', url: 'https://ana.example/reel' },
    { id: 'b', label: 'Write to me', url: 'mailto:ana@ana.example' },
  ],
  availability: 'soon',
  accent: 'ochre',
  alternatives: [],
  copy: 'on-relay',
}

const onRelay: SyncRow = {
  state: 'on-relay',
  waiting: 0,
  sent: 0,
  relay: 'wss://relay.example/sync',
  problem: null,
  lastAcknowledgedMs: now,
  queue: [],
  images: { waiting: 0, sent: 0, bytesWaiting: 0 },
}

const open: Scene = {
  session: { kind: 'open', account, protection: 'this-browser', recovery: 'unproved', revoked: false },
  sync: onRelay,
  settings: {
    theme: 'system',
    accent: 'graphite',
    relay: 'wss://relay.example/sync',
    keepOriginals: false,
    imageBudgetBytes: 500_000_000,
  },
  storage: {
    usedBytes: 4_600_000,
    quotaBytes: 120_000_000_000,
    persisted: false,
    documents: 3,
    images: { own: 49, ownBytes: 31_000_000, others: 17, othersBytes: 9_000_000 },
  },
  devices: [
    {
      id: 'd1',
      name: 'Chrome on Linux',
      addedAtMs: now - 90 * 86_400_000,
      isThis: true,
      status: 'active',
      canRevoke: true,
    },
    {
      id: 'd2',
      name: 'Ana’s phone',
      addedAtMs: now - 3 * 86_400_000,
      isThis: false,
      status: 'active',
      canRevoke: true,
    },
    {
      id: 'd3',
      name: 'Old laptop',
      addedAtMs: now - 200 * 86_400_000,
      isThis: false,
      status: 'revoked',
      canRevoke: false,
    },
  ],
  profile,
  gallery: 'none',
}

const withSync = (sync: Partial<SyncRow>): Scene => ({ ...open, sync: { ...onRelay, ...sync } })
const withGallery = (gallery: GalleryName): Scene => ({
  ...open,
  storage: { ...open.storage, persisted: true },
  gallery,
})
const withSession = (session: SessionState): Scene => ({ ...open, session })
const waitingProfile = { document: 'p', kind: 'profile', state: 'waiting' } as const

export const scenes = {
  open,
  fresh: {
    ...open,
    profile: {
      ...profile,
      roles: [],
      place: '',
      bio: '',
      links: [],
      availability: 'unset',
      copy: 'only-here',
    },
  },
  'long-name': {
    ...open,
    profile: { ...profile, name: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(5).trim() },
  },
  rtl: { ...open, profile: { ...profile, name: 'ليلى حدّاد', place: 'بيروت', bio: 'أصوّر الأفلام الوثائقية.' } },
  offline: withSync({ state: 'offline', lastAcknowledgedMs: now }),
  waiting: withSync({ state: 'offline', waiting: 1, queue: [waitingProfile] }),
  sending: withSync({
    state: 'sending',
    waiting: 5,
    sent: 2,
    queue: [{ ...waitingProfile, state: 'sending' }],
  }),
  'needs-you': withSync({ state: 'needs-you', problem: 'clock-wrong', waiting: 1, queue: [waitingProfile] }),
  'no-relay': withSync({ state: 'off', relay: null, lastAcknowledgedMs: null }),
  gallery: withGallery('hung'),
  'gallery-offline': { ...withGallery('offline'), sync: { ...onRelay, state: 'offline' } },
  'gallery-altered': withGallery('altered'),
  'gallery-large': withGallery('large'),
  'gallery-states': withGallery('states'),
  revoked: withSession({
    kind: 'open',
    account,
    protection: 'passphrase',
    recovery: 'proved',
    revoked: true,
  }),
  starting: withSession({ kind: 'starting' }),
  elsewhere: withSession({ kind: 'elsewhere' }),
  empty: withSession({ kind: 'empty' }),
  locked: withSession({ kind: 'locked', account, name: 'Ana Ferreira', protection: 'passphrase' }),
  'locked-browser': withSession({ kind: 'locked', account, name: 'ليلى حدّاد', protection: 'this-browser' }),
  'no-storage': withSession({ kind: 'broken', problem: 'no-storage' }),
  'disk-full': withSession({ kind: 'broken', problem: 'disk-full' }),
  'vault-corrupt': withSession({ kind: 'broken', problem: 'vault-corrupt' }),
  'newer-version': withSession({ kind: 'broken', problem: 'newer-version' }),
} as const satisfies Readonly<Record<string, Scene>>

export type SceneName = keyof typeof scenes

export const isSceneName = (name: string): name is SceneName => Object.hasOwn(scenes, name)
