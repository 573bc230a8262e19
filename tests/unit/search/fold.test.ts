import { describe, expect, it } from 'vitest'
import { foldText } from '../../../src/search/fold.ts'

describe('text as it is searched', () => {
  it.each([
    ['Žofie ŠÍPKOVÁ', 'zofie sipkova'],
    ['Łódź', 'lodz'],
    ['Søren Bjørn', 'soren bjorn'],
    ['Straße', 'strasse'],
    ['Ægir Œuvre', 'aegir oeuvre'],
    ['İstanbul ılık', 'istanbul ilik'],
    ['Ｆｕｌｌ ﬁlm', 'full film'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['Йосиф', 'иосиф'],
    ['مُحَمَّد', 'محمد'],
    ['שָׁלוֹם', 'שלום'],
    ['Ma\u{ad}ri\u{200b}a', 'maria'],
  ])('%s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('keeps the vowels of scripts whose vowels are signs', () => {
    expect(foldText('किरण')).not.toBe(foldText('करण'))
    expect(foldText('สี')).not.toBe(foldText('สา'))
  })

  it('changes nothing the second time', () => {
    for (const text of ['Žofie', 'ẞtraße', 'İ', 'ﷺ', '👩‍🎨', '한글', 'ǅ']) {
      expect(foldText(foldText(text))).toBe(foldText(text))
    }
  })
})
