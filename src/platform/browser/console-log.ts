import type { Log } from '../../core/ports.ts'

export const consoleLog: Log = line => console.info(JSON.stringify(line))
