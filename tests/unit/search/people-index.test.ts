import { describe, expect, it } from 'vitest'
import { createPeopleIndex, type IndexedPerson, type PeopleIndex } from '../../../src/search/people-index.ts'

const known = (id: string): IndexedPerson['roles'][number] => ({ kind: 'known', id })
const own = (text: string): IndexedPerson['roles'][number] => ({ kind: 'custom', text })

const person = (id: string, name: string, place = '', ...roles: IndexedPerson['roles']): IndexedPerson => ({
  id,
  name,
  roles,
  place,
})

const people: readonly IndexedPerson[] = [
  person('1', 'Ana Câmara', 'Porto', known('painter')),
  person('2', 'João Pereira', 'Lisboa, Portugal', known('camera-operator')),
  person('3', 'Katarzyna Łęcka', 'Łódź', known('editor')),
  person('4', '田中 太郎', '東京都', known('animator')),
  person('5', 'Anabel O’Brien', 'Cork', known('sound-recordist'), own('Weltraumputzer')),
  person('6', 'محمد علي', 'القاهرة', own('Kameramann')),
  person('7', 'Zoë 🎨', 'Paris', known('set-designer')),
  person('8', 'Marta Lisboa', 'Braga', known('grip')),
]

const filled = (all: readonly IndexedPerson[] = people): PeopleIndex => {
  const index = createPeopleIndex()
  for (const one of all) index.set(one)
  return index
}

const ask = (index: PeopleIndex, text: string, role = '', place = ''): readonly string[] =>
  index.search({ text, role, place }, 60).ids

describe('finding people', () => {
  const index = filled()

  it.each([
    ['by the beginning of a name', 'katar', ['3']],
    ['without accents and case', 'LECKA', ['3']],
    ['by a place in letters of one’s own keyboard', 'lodz', ['3']],
    ['with a letter wrong', 'katarzina', ['3']],
    ['with two letters swapped', 'katarzyan', ['3']],
    ['by a role in English', 'camera op', ['2', '6']],
    ['by a role in German', 'Kamerafrau', ['2', '6']],
    ['by a role in Portuguese', 'operador de câmara', ['2', '6']],
    ['by a role in Polish', 'montażystka', ['3']],
    ['by a role in Dutch', 'geluidsman', ['5']],
    ['by a role in Italian', 'scenografo', ['7']],
    ['by a role in French', 'monteuse', ['3']],
    ['by a role in Spanish', 'maquinista', ['8']],
    ['by the id of a role', 'sound-recordist', ['5']],
    ['by role and place', 'camera lisboa', ['2']],
    ['by role and place with small words', 'camera operator in Lisbon', ['2']],
    ['by a name that is joined', 'obrien', ['5']],
    ['by part of a name without spaces', '太郎', ['4']],
    ['by a place without spaces', '京都', ['4']],
    ['from right to left', 'محمد', ['6']],
    ['by a picture', '🎨', ['7']],
    ['by words of their own', 'weltraum', ['5']],
    ['not by nonsense', 'qqqq', []],
    ['not when one of the words is missing', 'camera porto berlin', []],
  ])('%s', (_, text, ids) => {
    expect(ask(index, text)).toEqual(ids)
  })

  it('puts whole words before beginnings, names before places, and what is misspelt last', () => {
    expect(ask(index, 'ana')).toEqual(['1', '5'])
    expect(ask(index, 'lisboa')).toEqual(['8', '2'])
    const alike = filled([
      person('a', 'Martha'),
      person('b', 'Marta Zed'),
      person('c', 'Marta'),
      person('d', 'Martan'),
    ])
    expect(ask(alike, 'marta')).toEqual(['c', 'b', 'd', 'a'])
  })

  it('puts whoever has the role that all words mean before who has them in two roles', () => {
    const both = filled([
      person('a', 'Ana', '', known('graphic-designer'), known('sound-recordist')),
      person('b', 'Bo', '', known('sound-designer')),
    ])
    expect(ask(both, 'sound designer')).toEqual(['b', 'a'])
    expect(ask(both, 'sound des')).toEqual(['b', 'a'])
    expect(ask(both, 'sound')).toEqual(['a', 'b'])
  })

  it('asks for a role by its id, and counts people who wrote it in their own words', () => {
    expect(ask(index, '', 'camera-operator')).toEqual(['2', '6'])
    expect(ask(index, '', 'astronaut')).toEqual([])
    expect(ask(index, 'joao', 'camera-operator', 'portugal')).toEqual(['2'])
  })

  it('asks for a place in the place alone', () => {
    expect(ask(index, '', '', 'lisboa')).toEqual(['2'])
    expect(ask(index, '', '', 'lisbon')).toEqual(['2'])
  })

  it('knows a role that a newer version added by the words of its id', () => {
    const newer = filled([person('a', 'Ana', '', known('hologram-weaver'))])
    expect(ask(newer, 'hologram')).toEqual(['a'])
    expect(ask(newer, '', 'hologram-weaver')).toEqual(['a'])
  })

  it('shows everybody by name when nothing is asked, as many as wanted', () => {
    expect(ask(index, '')).toHaveLength(people.length)
    expect(index.search({ text: ' .', role: '', place: '' }, 2)).toEqual({
      ids: ['1', '5'],
      found: people.length,
    })
  })

  it('answers for five thousand characters, and for any', () => {
    expect(ask(index, 'x'.repeat(5_000))).toEqual([])
    expect(ask(index, 'ana '.repeat(1_250))).toEqual(['1', '5'])
    expect(ask(index, '<script>alert(1)</script>')).toEqual([])
    expect(ask(index, '\ud800\u{202e}')).toHaveLength(people.length)
  })
})

describe('an index of people', () => {
  it('forgets whoever is removed and what somebody was called before', () => {
    const index = filled()
    index.set(person('2', 'Inês', 'Faro', known('writer')))
    index.remove('3')
    index.remove('nobody')
    expect(index.size()).toBe(people.length - 1)
    expect(ask(index, 'pereira')).toEqual([])
    expect(ask(index, 'lisboa')).toEqual(['8'])
    expect(ask(index, '', 'camera-operator')).toEqual(['6'])
    expect(ask(index, 'ines')).toEqual(['2'])
    expect(ask(index, 'editor')).toEqual([])
  })

  it('answers the same however it came about', () => {
    const twisted = filled(people.toReversed())
    for (const one of people) twisted.set({ ...one, name: 'Somebody else', place: 'Lisboa' })
    for (const id of ['1', '4', '7']) twisted.remove(id)
    for (const one of people.toSorted((a, b) => (a.name < b.name ? -1 : 1))) twisted.set(one)
    const fresh = filled()
    for (const text of ['', 'a', 'an', 'lisboa', 'op', 'kamera', 'lisbaa', 'o']) {
      expect(ask(twisted, text)).toEqual(ask(fresh, text))
    }
  })

  it('puts people of like names by their whole names, and those of one name by their ids', () => {
    const alike = Array.from({ length: 40 }, (_, i) =>
      person(`${(i * 17) % 40}`, i % 2 === 0 ? 'Anabel' : `Ana ${i}`),
    )
    const spelled = ({ name, id }: IndexedPerson): string => `${name.toLowerCase()}\n${id}`
    const sorted = alike.toSorted((a, b) => (spelled(a) < spelled(b) ? -1 : 1))
    const expected = sorted.map(({ id }) => id)
    expect(ask(filled(alike), 'an')).toEqual(expected)
    expect(ask(filled(alike.toReversed()), 'an')).toEqual(expected)
  })

  it('gives the same first people whether few or all are wanted', () => {
    const many = Array.from({ length: 900 }, (_, i) => person(`${i}`, `Ana ${(i * 7_919) % 900}`))
    const index = filled(many)
    const all = index.search({ text: 'ana', role: '', place: '' }, 900)
    const few = index.search({ text: 'ana', role: '', place: '' }, 60)
    expect(few).toEqual({ ids: all.ids.slice(0, 60), found: 900 })
  })

  it('takes names and roles of any length without searching all of them', () => {
    const index = filled([
      person('a', `${'x '.repeat(50_000)}needle`, '', ...Array.from({ length: 900 }, () => own('y'))),
    ])
    expect(ask(index, 'needle')).toEqual([])
    expect(ask(index, 'y')).toEqual(['a'])
  })
})
