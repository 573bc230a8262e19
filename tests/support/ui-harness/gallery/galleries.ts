import { albumId, albumOf, own, other, range, type Gallery } from './albums.ts'
import { bytesOf, imageIdOf } from './pictures.ts'

/** Few enough to be drawn before anything is measured. */
const picturesOfLarge = 48

/** Draws what the large gallery shows, so that scrolling through it measures the wall and not the brush. */
export const prepareLarge = async (): Promise<void> => {
  for (const seed of range(0, picturesOfLarge))
    for (const size of ['thumb', 'card'] as const) await bytesOf(imageIdOf(seed), size)
}

const shorelines = albumOf(own, 'shorelines', 'Shorelines', range(0, 40), {
  about:
    'Plates made between Cabo da Roca and Nazaré, always in the hour before the light goes.\n\nPrinted at the size of a window.',
  year: '2022–2026',
})
const film = albumOf(own, 'film', 'The Ferryman’s Daughter', range(60, 9), {
  kind: 'project',
  role: 'Second unit camera',
  year: '2025',
  collaborators: 'Ines Prado, direction; Tomás Okafor, light',
  video: 'https://vimeo.com/123456789',
  layout: 'grid',
  copy: 'only-here',
})
const sketches = albumOf(own, 'sketches', 'Sketchbook, not for others', [], {
  audience: 'only-me',
  copy: 'only-here',
})
const others = albumOf(other, 'rooms', 'Rooms at five in the morning', range(120, 17), {
  about: 'Light that nobody set.',
  year: '2024',
})

const hung: Gallery = { albums: [shorelines, film, sketches, others], states: {}, images: 'here' }
const bare: Gallery = { albums: [], states: {}, images: 'here' }

/** Made when asked for: drawing two thousand small pictures takes a moment. */
export const galleries = {
  none: () => bare,
  hung: () => hung,
  offline: (): Gallery => ({ ...hung, images: 'offline' }),
  altered: (): Gallery => ({ ...hung, images: 'altered' }),
  large: (): Gallery => ({
    ...hung,
    albums: [
      albumOf(
        own,
        'large',
        'Two thousand',
        range(0, 2_000).map(at => at % picturesOfLarge),
      ),
      ...hung.albums,
    ],
  }),
  states: (): Gallery => ({
    ...hung,
    states: {
      [albumId('looking')]: { kind: 'looking' },
      [albumId('offline')]: { kind: 'not-held', reason: 'offline' },
      [albumId('unknown')]: { kind: 'not-held', reason: 'unknown-to-relay' },
      [albumId('newer')]: { kind: 'unreadable', reason: 'newer-version' },
      [albumId('broken')]: { kind: 'unreadable', reason: 'broken' },
      [albumId('gone')]: { kind: 'gone' },
      [albumId('bad')]: { kind: 'bad-address' },
    },
  }),
} as const satisfies Readonly<Record<string, () => Gallery>>

export type GalleryName = keyof typeof galleries
