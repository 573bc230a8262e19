import { defineConfig } from '@vite-pwa/assets-generator/config'

/** Draws the icons in public/ from public/favicon.svg; run by hand (`npm run icons`) when the mark changes. */
export default defineConfig({
  images: ['public/favicon.svg'],
  preset: {
    transparent: { sizes: [192, 512], padding: 0 },
    maskable: { sizes: [512], padding: 0.2, resizeOptions: { background: '#1d1d1d' } },
    apple: { sizes: [180], padding: 0.1, resizeOptions: { background: '#1d1d1d' } },
    assetName: (type, size) =>
      type === 'apple'
        ? 'apple-touch-icon.png'
        : `icon${type === 'maskable' ? '-maskable' : ''}-${size.width}.png`,
  },
})
