/** Who begins a question to the directory and does not go on with it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { ok } from '../../../../src/base/result.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createDirectoryRoutes } from '../../../../sync-server/directory/routes.ts'

test('a question that does not go on is cut after ten seconds', async () => {
  const account = new Uint8Array(32) as AccountId
  const unasked = () => {
    throw new Error('not asked')
  }
  const answer = createDirectoryRoutes({
    directory: { people: unasked, references: unasked },
    authorize: async () => ok({ account, device: account }),
    clock: createManualClock(),
    limits: { requestsPerSecond: 1, requestBurst: 1 },
  })
  const waits: number[] = []
  const server = createServer((request, response) => {
    response.setTimeout = (ms, then) => {
      waits.push(ms)
      if (then !== undefined) setTimeout(then, 1)
      return response
    }
    answer(request, response, ['people']).catch(() => undefined)
    if (waits.length === 0) request.socket.destroy()
  })
  server.listen(0)
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port)
  socket.write('POST /directory/people HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n')
  await once(socket.resume(), 'close')
  server.close()
  expect(waits).toEqual([10_000])
})
