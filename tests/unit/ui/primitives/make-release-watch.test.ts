import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeReleaseWatch } from '../../../../src/ui/primitives/make-release-watch.ts'

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing'
  become(state: ServiceWorkerState): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null
  waiting: FakeWorker | null = null
  active: FakeWorker | null = null
  update = vi.fn(() => Promise.resolve())
  find(): FakeWorker {
    this.installing = new FakeWorker()
    this.dispatchEvent(new Event('updatefound'))
    return this.installing
  }
}

const start = async (registration: FakeRegistration, controlled: boolean) => {
  const container = Object.assign(new EventTarget(), {
    controller: controlled ? {} : null,
    register: () => Promise.resolve(registration),
  })
  const told: string[] = []
  await makeReleaseWatch(container as unknown as ServiceWorkerContainer, '/service-worker.js', {
    onWaiting: () => told.push('waiting'),
    onFirstInstall: () => told.push('first'),
    onTakenOver: () => told.push('taken-over'),
  })
  return { container, told }
}

beforeEach(() => {
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('releases of the app', () => {
  it('take the very first one for what it is: no update, no reload', async () => {
    const registration = new FakeRegistration()
    const { container, told } = await start(registration, false)
    const worker = registration.find()
    worker.become('installed')
    registration.active = worker
    worker.become('activated')
    container.dispatchEvent(new Event('controllerchange'))
    expect(told).toEqual(['first'])
  })

  it('say when a newer one waits, and when it has taken over', async () => {
    const registration = new FakeRegistration()
    registration.active = new FakeWorker()
    const { container, told } = await start(registration, true)
    registration.find().become('installed')
    expect(told).toEqual(['waiting'])
    container.dispatchEvent(new Event('controllerchange'))
    expect(told).toEqual(['waiting', 'taken-over'])
  })

  it('notice one that was left waiting before', async () => {
    const registration = new FakeRegistration()
    registration.active = new FakeWorker()
    registration.waiting = new FakeWorker()
    const { told } = await start(registration, true)
    expect(told).toEqual(['waiting'])
  })

  it('are looked for when somebody comes back to the window', async () => {
    const registration = new FakeRegistration()
    await start(registration, true)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(registration.update).toHaveBeenCalledOnce()
  })
})
