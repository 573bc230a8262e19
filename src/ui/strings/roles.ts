import type { KnownRoleId, Role } from '../../core/api.ts'

/** What each role is called. The compiler asks for every id. */
const roleLabels: Record<KnownRoleId, string> = {
  actor: 'Actor',
  animator: 'Animator',
  'art-director': 'Art director',
  artist: 'Artist',
  'assistant-director': 'Assistant director',
  'boom-operator': 'Boom operator',
  'camera-assistant': 'Camera assistant',
  'camera-operator': 'Camera operator',
  'casting-director': 'Casting director',
  choreographer: 'Choreographer',
  cinematographer: 'Cinematographer',
  colourist: 'Colourist',
  composer: 'Composer',
  'costume-designer': 'Costume designer',
  curator: 'Curator',
  dancer: 'Dancer',
  director: 'Director',
  'documentary-maker': 'Documentary maker',
  'drone-operator': 'Drone operator',
  editor: 'Editor',
  'focus-puller': 'Focus puller',
  gaffer: 'Gaffer',
  'graphic-designer': 'Graphic designer',
  grip: 'Grip',
  illustrator: 'Illustrator',
  'lighting-technician': 'Lighting technician',
  'location-manager': 'Location manager',
  'make-up-artist': 'Make-up artist',
  musician: 'Musician',
  painter: 'Painter',
  'performance-artist': 'Performance artist',
  photographer: 'Photographer',
  printmaker: 'Printmaker',
  producer: 'Producer',
  'production-designer': 'Production designer',
  'production-manager': 'Production manager',
  'props-maker': 'Props maker',
  runner: 'Runner',
  screenwriter: 'Screenwriter',
  'script-supervisor': 'Script supervisor',
  sculptor: 'Sculptor',
  'set-designer': 'Set designer',
  'sound-designer': 'Sound designer',
  'sound-recordist': 'Sound recordist',
  'stage-manager': 'Stage manager',
  'stills-photographer': 'Stills photographer',
  'storyboard-artist': 'Storyboard artist',
  'stunt-performer': 'Stunt performer',
  'textile-artist': 'Textile artist',
  'vfx-artist': 'Visual effects artist',
  'video-artist': 'Video artist',
  'voice-actor': 'Voice actor',
  writer: 'Writer',
}

const labelsById = new Map<string, string>(Object.entries(roleLabels))

/** A role this release has no word for, from a newer one, shows its id in plain letters. */
export const roleLabel = (role: Role): string =>
  role.kind === 'custom' ? role.text : (labelsById.get(role.id) ?? role.id.replaceAll('-', ' '))

/** All known roles in the order a person would look for them. */
export const knownRoles: readonly { readonly id: string; readonly label: string }[] = [...labelsById]
  .map(([id, label]) => ({ id, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label))
