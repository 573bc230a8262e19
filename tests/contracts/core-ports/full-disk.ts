import { open as openFile, type FileHandle } from 'node:fs/promises'
import type { OpenFile } from '../../../src/platform/node/durable-files.ts'

/** Opens real files on a disk that, once `setFull`, takes `room` more bytes a file and then refuses. */
export const createFullDisk = (room = 2) => {
  let full = false
  const open: OpenFile = async (path, flags, mode) => {
    const file = await openFile(path, flags, mode)
    return full ? withLittleRoom(file, room) : file
  }
  return { open, setFull: (next: boolean) => void (full = next) }
}

const withLittleRoom = (file: FileHandle, room: number): FileHandle => {
  let left = room
  const noSpace = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const write = async (
    bytes: Uint8Array,
    offset = 0,
    length = bytes.length,
    position: number | null = null,
  ) => {
    if (left === 0) throw noSpace()
    const taken = await file.write(bytes, offset, Math.min(length, left), position)
    left -= taken.bytesWritten
    return taken
  }
  const writeFile = async (bytes: Uint8Array) => {
    for (let offset = 0; offset < bytes.length;) {
      offset += (await write(bytes, offset, bytes.length - offset)).bytesWritten
    }
  }
  return new Proxy(file, {
    get: (target, name) => {
      if (name === 'write') return write
      if (name === 'writeFile') return writeFile
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
