/** EXIF as cameras write it: TIFF directories of 12-byte entries (CIPA DC-008), in either byte order. */
import { concatBytes, utf8ToBytes } from '../../../src/base/bytes.ts'

export interface CameraMetadata {
  readonly orientation: number
  readonly bigEndian: boolean
  readonly artist: string | null
  readonly copyright: string | null
  /** Degrees, north and east positive. */
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  readonly serials: { readonly body: string; readonly lens: string } | null
  readonly makerNote: Uint8Array | null
  /** A whole JPEG. */
  readonly thumbnail: Uint8Array | null
}

export const tags = {
  make: 0x10f,
  model: 0x110,
  orientation: 0x112,
  artist: 0x13b,
  thumbnailAt: 0x201,
  thumbnailBytes: 0x202,
  copyright: 0x8298,
  exif: 0x8769,
  gps: 0x8825,
  taken: 0x9003,
  makerNote: 0x927c,
  bodySerial: 0xa431,
  lensSerial: 0xa435,
} as const

type Entry = readonly [tag: number, type: number, count: number, data: Uint8Array]

const createWriter = (bigEndian: boolean) => {
  const numbers = (width: 2 | 4, values: readonly number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(values.length * width))
    values.forEach((value, i) =>
      width === 2 ? view.setUint16(i * 2, value, !bigEndian) : view.setUint32(i * 4, value, !bigEndian),
    )
    return new Uint8Array(view.buffer)
  }
  const text = (tag: number, value: string): Entry => {
    const data = utf8ToBytes(`${value}\0`)
    return [tag, 2, data.length, data]
  }
  const rationals = (tag: number, values: readonly number[]): Entry => [
    tag,
    5,
    values.length,
    numbers(
      4,
      values.flatMap(value => [Math.round(value * 10_000), 10_000]),
    ),
  ]
  return {
    text,
    rationals,
    short: (tag: number, value: number): Entry => [tag, 3, 1, numbers(2, [value])],
    long: (tag: number, value: number): Entry => [tag, 4, 1, numbers(4, [value])],
    opaque: (tag: number, data: Uint8Array): Entry => [tag, 7, data.length, data],
    bytes: (tag: number, values: readonly number[]): Entry => [
      tag,
      1,
      values.length,
      Uint8Array.from(values),
    ],
    directory(entries: readonly Entry[], at: number, next: number): Uint8Array {
      const sorted = [...entries].sort(([a], [b]) => a - b)
      let dataAt = at + 2 + sorted.length * 12 + 4
      const outside: Uint8Array[] = []
      const rows = sorted.map(([tag, type, count, data]) => {
        const head = concatBytes(numbers(2, [tag, type]), numbers(4, [count]))
        if (data.length <= 4) return concatBytes(head, data, new Uint8Array(4 - data.length))
        const row = concatBytes(head, numbers(4, [dataAt]))
        outside.push(data, new Uint8Array(data.length % 2))
        dataAt += data.length + (data.length % 2)
        return row
      })
      return concatBytes(numbers(2, [sorted.length]), ...rows, numbers(4, [next]), ...outside)
    },
    header: concatBytes(utf8ToBytes(bigEndian ? 'MM' : 'II'), numbers(2, [42]), numbers(4, [8])),
  }
}

type Writer = ReturnType<typeof createWriter>

/** What stands behind "Exif\0\0" in a JPEG, and alone in `eXIf` of a PNG and `EXIF` of a WebP. */
export const encodeExif = (camera: CameraMetadata): Uint8Array => {
  const write = createWriter(camera.bigEndian)
  const exif = exifEntries(write, camera)
  const gps = camera.place === null ? null : gpsEntries(write, camera.place)
  const main = (exifAt: number, gpsAt: number): readonly Entry[] => [
    ...mainEntries(write, camera),
    write.long(tags.exif, exifAt),
    ...(gps === null ? [] : [write.long(tags.gps, gpsAt)]),
  ]
  const mainAt = write.header.length
  const exifAt = mainAt + write.directory(main(0, 0), mainAt, 0).length
  const gpsAt = exifAt + write.directory(exif, exifAt, 0).length
  const thumbAt = gpsAt + (gps === null ? 0 : write.directory(gps, gpsAt, 0).length)
  return concatBytes(
    write.header,
    write.directory(main(exifAt, gpsAt), mainAt, camera.thumbnail === null ? 0 : thumbAt),
    write.directory(exif, exifAt, 0),
    ...(gps === null ? [] : [write.directory(gps, gpsAt, 0)]),
    ...(camera.thumbnail === null ? [] : thumbnailDirectory(write, camera.thumbnail, thumbAt)),
  )
}

const mainEntries = (write: Writer, { orientation, artist, copyright }: CameraMetadata): readonly Entry[] => [
  write.text(tags.make, 'Halden Optik'),
  write.text(tags.model, 'Halden 6 Field'),
  write.short(tags.orientation, orientation),
  ...(artist === null ? [] : [write.text(tags.artist, artist)]),
  ...(copyright === null ? [] : [write.text(tags.copyright, copyright)]),
]

const exifEntries = (write: Writer, { serials, makerNote }: CameraMetadata): readonly Entry[] => [
  write.text(tags.taken, '2024:05:17 19:42:08'),
  ...(serials === null
    ? []
    : [write.text(tags.bodySerial, serials.body), write.text(tags.lensSerial, serials.lens)]),
  ...(makerNote === null ? [] : [write.opaque(tags.makerNote, makerNote)]),
]

const gpsEntries = (write: Writer, place: NonNullable<CameraMetadata['place']>): readonly Entry[] => [
  write.bytes(0, [2, 3, 0, 0]),
  write.text(1, place.latitude < 0 ? 'S' : 'N'),
  write.rationals(2, degreesOf(place.latitude)),
  write.text(3, place.longitude < 0 ? 'W' : 'E'),
  write.rationals(4, degreesOf(place.longitude)),
]

const degreesOf = (value: number): readonly [number, number, number] => {
  const degrees = Math.floor(Math.abs(value))
  const minutes = (Math.abs(value) - degrees) * 60
  return [degrees, Math.floor(minutes), (minutes - Math.floor(minutes)) * 60]
}

const thumbnailDirectory = (write: Writer, jpeg: Uint8Array, at: number): readonly Uint8Array[] => {
  const entries = (jpegAt: number): readonly Entry[] => [
    write.short(0x103, 6),
    write.long(tags.thumbnailAt, jpegAt),
    write.long(tags.thumbnailBytes, jpeg.length),
  ]
  const length = write.directory(entries(0), at, 0).length
  return [write.directory(entries(at + length), at, 0), jpeg]
}
