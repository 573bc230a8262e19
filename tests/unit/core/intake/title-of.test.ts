import { describe, expect, test } from 'vitest'
import { titleOf } from '../../../../src/core/intake/title-of.ts'

describe('the name of a file', () => {
  test.each([
    'IMG_1234.jpg',
    'img-20240101-WA0003.jpg',
    'DSC00012.JPG',
    'DSCF1234.RAF',
    '_MG_0001.jpg',
    'PXL_20240101_120000123.PORTRAIT.jpg',
    'Screenshot 2024-01-01 at 12.00.00.png',
    'Screenshot from 2024-01-01.png',
    'WhatsApp Image 2024-01-01 at 12.00.00.jpeg',
    'image (2).png',
    'image.jpg',
    'Photo.jpg',
    '20240101_120000.jpg',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301.jpg',
    '3f2504e04f8911d39a0c0305e82c3301.png',
    'a8Gh2kLm99xQz1.jpg',
    'P1010001.JPG',
    'GOPR0001.JPG',
    'photo-1529778873920-4da4926a72c2.jpg',
    'FB_IMG_1500000000000.jpg',
    'received_1234567.jpeg',
    'Untitled.png',
    'untitled-3.png',
    '1.jpg',
    'a.jpg',
    '.jpg',
    '',
  ])('%s, as a device gives it, is no title', name => {
    expect(titleOf(name)).toBe('')
  })

  test.each([
    ['Harbour at dawn.jpg', 'Harbour at dawn'],
    ['harbour_at_dawn.tif', 'harbour at dawn'],
    ['Портрет.png', 'Портрет'],
    ['山.jpg', '山'],
    ['Study v2.png', 'Study v2'],
    ['Image of a woman.jpg', 'Image of a woman'],
    ['Paris.jpg', 'Paris'],
    ['P. in the garden.jpg', 'P. in the garden'],
    ['Self-portrait-with-hat-2019.jpg', 'Self-portrait-with-hat-2019'],
    ['Café No. 5.jpg', 'Café No. 5'],
    ['summer2019holiday.jpg', 'summer2019holiday'],
    ['no extension', 'no extension'],
    ['  Two   spaces .png', 'Two spaces'],
  ])('%s, as a person wrote it, is the title', (name, title) => {
    expect(titleOf(name)).toBe(title)
  })

  test('is cut between characters when it is very long', () => {
    expect(titleOf(`${'🎨'.repeat(300)} words.jpg`)).toBe('🎨'.repeat(120))
  })
})
