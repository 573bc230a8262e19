/** Five colours each: two of light, one that stands out, two of shadow. */
export interface Palette {
  readonly name: string
  readonly light: string
  readonly pale: string
  readonly accent: string
  readonly deep: string
  readonly dark: string
}

const palette = (
  name: string,
  ...[light, pale, accent, deep, dark]: readonly [string, string, string, string, string]
): Palette => ({ name, light, pale, accent, deep, dark })

export const palettes: readonly [Palette, ...Palette[]] = [
  palette('Ochre', '#f6e7c8', '#e3b873', '#c8562b', '#6b4a3a', '#2a211f'),
  palette('Salt', '#eef2f0', '#b9cdd3', '#e8a87c', '#54788c', '#1d2b38'),
  palette('Ember', '#ffd9a0', '#f08a4b', '#d7263d', '#6b1e3f', '#1c0f1f'),
  palette('Moss', '#eaf0d6', '#b3c48a', '#e7c24a', '#4d6b4a', '#1b2a24'),
  palette('Violet', '#f3e1ec', '#c79ac9', '#f2b84b', '#5c4a8a', '#1d1938'),
  palette('Clay', '#f4dfd3', '#d99f83', '#3f7c85', '#8a4b3c', '#2d1b1b'),
  palette('Ink', '#f2efe8', '#c2bdb2', '#b3372f', '#4a4d52', '#141518'),
  palette('Lagoon', '#e4f6ef', '#83cfc4', '#f4776b', '#1f6f8b', '#0c2438'),
  palette('Rose', '#fdeae4', '#eeb4b3', '#c44569', '#7d4e6d', '#271a2b'),
  palette('Dusk', '#fbd6b0', '#d48aa0', '#ffb347', '#4b4a7a', '#171a33'),
]
