/** The words for each known role of film and art, as people say them on set and in the studio. */
import type { KnownRoleId, Role } from '../../core/api.ts'
import { formatList } from './format.ts'

export const roleNames: { readonly [Id in KnownRoleId]: string } = {
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
  'vfx-artist': 'VFX artist',
  'video-artist': 'Video artist',
  'voice-actor': 'Voice actor',
  writer: 'Writer',
}

const isKnown = (id: string): id is KnownRoleId => Object.hasOwn(roleNames, id)

/** A role that only a newer Gesso knows is shown by its id, made readable. */
export const roleText = (role: Role): string => {
  if (role.kind === 'custom') return role.text
  if (isKnown(role.id)) return roleNames[role.id]
  const words = role.id.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Roles and place, as under the name on a label. */
export const aboutText = (person: { readonly roles: readonly Role[]; readonly place: string }): string =>
  [formatList(person.roles.map(roleText)), person.place].filter(part => part !== '').join(' · ')
