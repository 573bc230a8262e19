/** A relay for people who publish: its directory is quick, and whoever comes may ask it. */
import type { Ports } from '../../src/core/ports.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { createPerson, type Person } from './people.ts'
import { quickDirectory, type RelayProcess, startRelay } from './relay-process.ts'

export interface PublicRelay extends RelayProcess {
  createPerson(name: string, overrides?: Partial<Ports>): Promise<Person>
}

export const startPublicRelay = async (): Promise<PublicRelay> => {
  const relay = await startRelay({ env: quickDirectory })
  return {
    ...relay,
    createPerson: (name, overrides = {}) =>
      createPerson(name, relay.wsUrl, { http: createNodeHttp(), ...overrides }),
  }
}
