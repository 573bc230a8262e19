import { describe, expect, it } from 'vitest'
import type { ConnectionState } from '../../../../src/core/api.ts'
import { fitsName } from '../../../../src/ui/connections/lists/name-search.ts'
import { digitsOf } from '../../../../src/ui/connections/person/safety-digits.ts'
import { isKnown, whenStanding } from '../../../../src/ui/connections/standing.ts'
import { askForNotices } from '../../../../src/ui/settings/notice-permission.ts'

describe('searching people by name', () => {
  it.each([
    ['Zoë Lindqvist', 'zoe'],
    ['Zoë Lindqvist', '  LIND  zo'],
    ['Beatriz Sá Nogueira', 'sa nog'],
    ['حدّاد', 'حداد'],
    ['Ana', ''],
  ])('finds %s by “%s”', (name, typed) => {
    expect(fitsName(name, typed)).toBe(true)
  })

  it('finds nobody by half of somebody else', () => {
    expect(fitsName('Zoë Lindqvist', 'zoe m')).toBe(false)
  })
})

describe('a scanned safety number', () => {
  const digits = '0123456789'.repeat(6)

  it('is taken however it is spaced', () => {
    expect(digitsOf(digits)).toBe(digits)
    expect(digitsOf(digits.replace(/(.{5})/g, '$1\n'))).toBe(digits)
  })

  it.each([digits.slice(1), `${digits}0`, `gesso1:${digits}`, '', '٠'.repeat(60)])(
    'is not taken out of “%s”',
    text => {
      expect(digitsOf(text)).toBeNull()
    },
  )
})

describe('how one stands with somebody', () => {
  const blocked: ConnectionState = { kind: 'blocked', sinceMs: 3 }

  it('is told by kind', () => {
    expect(whenStanding(blocked, 'blocked')?.sinceMs).toBe(3)
    expect(whenStanding(blocked, 'sent')).toBeUndefined()
  })

  it('makes a person more than a page unless there was never anything', () => {
    expect(isKnown(blocked)).toBe(true)
    expect(isKnown({ kind: 'none' })).toBe(false)
    expect(isKnown({ kind: 'self' })).toBe(false)
  })
})

describe('asking for notices', () => {
  const browser = (permission: NotificationPermission, answer: NotificationPermission = 'denied') => {
    const asked: true[] = []
    const requestPermission = async (): Promise<NotificationPermission> => {
      asked.push(true)
      return answer
    }
    return { asked, permission, requestPermission }
  }

  it('asks once, where nobody has answered', async () => {
    const yes = browser('default', 'granted')
    expect(await askForNotices(yes)).toBe('granted')
    expect(yes.asked).toHaveLength(1)
    expect(await askForNotices(browser('default', 'default'))).toBe('denied')
  })

  it('takes an answer that was given before', async () => {
    const no = browser('denied')
    expect(await askForNotices(no)).toBe('denied')
    expect(no.asked).toHaveLength(0)
    expect(await askForNotices(browser('granted'))).toBe('granted')
  })

  it('knows a browser without notices', async () => {
    expect(await askForNotices(undefined)).toBe('not-here')
  })
})
