/** What a server process has used so far. */
export interface Use {
  /** User and system time since its start. */
  readonly cpuMs: number
  readonly residentBytes: number
  /** JavaScript objects and buffers, without WebAssembly's memory. */
  readonly heapBytes: number
}

export const heapUsed = (): number => {
  const { heapUsed: objects, arrayBuffers } = process.memoryUsage()
  return objects + arrayBuffers
}

export const parseUse = (answer: unknown): Use => {
  if (typeof answer !== 'object' || answer === null) throw new Error('the server answered nothing')
  const fields = answer as Record<string, unknown>
  const read = (name: keyof Use): number => {
    const value = fields[name]
    if (typeof value !== 'number') throw new Error(`the server did not say its ${name}`)
    return value
  }
  return { cpuMs: read('cpuMs'), residentBytes: read('residentBytes'), heapBytes: read('heapBytes') }
}
