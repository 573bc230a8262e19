import { describe, expect, test } from 'vitest'
import { keepShared } from '../../../src/service-worker/keep-shared.ts'
import { sharedCacheName, sharedNameHeader, shareField } from '../../../src/service-worker/rules.ts'

/** As much of the browser's caches as sharing uses; `room` puts succeed. */
const createCaches = (room = Infinity) => {
  const held = new Map<string, Response>()
  let left = room
  const cache = {
    matchAll: () => Promise.resolve([...held.values()].map(response => response.clone())),
    put: (key: string, response: Response) => {
      if (left <= 0) return Promise.reject(new DOMException('full', 'QuotaExceededError'))
      left -= 1
      held.set(key, response)
      return Promise.resolve()
    },
  }
  const names: string[] = []
  const open = (name: string) => {
    names.push(name)
    return Promise.resolve(cache)
  }
  return { held, names, storage: { open } as unknown as CacheStorage }
}

const post = (...shared: readonly File[]): Request => {
  const body = new FormData()
  body.append('title', 'Holiday')
  for (const file of shared) body.append(shareField, file)
  return new Request('https://gesso.example/share', { method: 'POST', body })
}

const image = (name: string): File => new File([name], name, { type: 'image/jpeg' })

describe('images shared from the device', () => {
  test('are kept whole with their names, and the app opens where they are added', async () => {
    const { held, names, storage } = createCaches()
    const answer = await keepShared(post(image('Häfen & Meer.jpg'), image('two.jpg')), storage)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('https://gesso.example/add?shared')
    expect(names).toEqual([sharedCacheName])
    const kept = [...held.values()]
    expect(kept.map(one => decodeURIComponent(one.headers.get(sharedNameHeader) ?? ''))).toEqual([
      'Häfen & Meer.jpg',
      'two.jpg',
    ])
    expect(await kept[1]?.text()).toBe('two.jpg')
    expect(kept[1]?.headers.get('content-type')).toBe('image/jpeg')
  })

  test('wait beside those of an earlier share', async () => {
    const { held, storage } = createCaches()
    await keepShared(post(image('one.jpg')), storage)
    await keepShared(post(image('two.jpg')), storage)
    expect(held.size).toBe(2)
  })

  test('a full disk keeps what fits and says how many did not', async () => {
    const { held, storage } = createCaches(2)
    const answer = await keepShared(post(image('1'), image('2'), image('3'), image('4')), storage)
    expect(held.size).toBe(2)
    expect(answer.headers.get('location')).toBe('https://gesso.example/add?shared&left=2')
  })

  test('what is no form still leads into the app', async () => {
    const { storage } = createCaches()
    const request = new Request('https://gesso.example/share', { method: 'POST', body: 'nonsense' })
    const answer = await keepShared(request, storage)
    expect(answer.headers.get('location')).toBe('https://gesso.example/add?shared')
  })
})
