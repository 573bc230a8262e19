/** What is asked of every screen. Each answers the problems it found, in words that name the screen. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const accessibilityProblems = async (page: Page, screen: string): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag22aa).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${screen}: ${id} at ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  )
}

export const headingProblems = async (page: Page, screen: string): Promise<readonly string[]> => {
  const count = await page.getByRole('heading', { level: 1 }).count()
  return count === 1 ? [] : [`${screen}: ${count} headings of level 1`]
}

/** Links inside sentences are excepted by WCAG 2.5.8; what is operated on purpose is 44 px one way at least. */
export const targetProblems = (page: Page, screen: string): Promise<readonly string[]> =>
  page.evaluate(name => {
    const isSeen = (element: Element): boolean => element.checkVisibility() && element.clientWidth > 1
    const isInline = (element: Element): boolean => element.matches('p a, li p a, dd a')
    const targets = [...document.querySelectorAll('a[href], button, summary, [role=button]')]
    return targets
      .filter(target => isSeen(target) && !isInline(target))
      .flatMap(target => {
        const { width, height } = target.getBoundingClientRect()
        const isLarge = Math.min(width, height) >= 24 && Math.max(width, height) >= 44
        const words = target.getAttribute('aria-label') ?? target.textContent ?? ''
        return isLarge ? [] : [`${name}: “${words}” is ${Math.round(width)} × ${Math.round(height)} px`]
      })
  }, screen)
