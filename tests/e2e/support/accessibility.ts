/** What is asked of every screen. Each answers the problems it found, in words that name the screen. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const accessibilityProblems = async (page: Page, screen: string): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag22aa).analyze()
  const problems: string[] = []
  for (const { id, nodes } of violations)
    for (const { target, failureSummary = '' } of nodes) {
      const at = target.join(' ')
      if (id === 'target-size' && (await isLargeInView(page, at))) continue
      problems.push(`${screen}: ${id} at ${at} (${failureSummary})`)
    }
  return problems
}

/** What lies under a bar at the edge is measured where it can be seen whole: anybody scrolls there to hit it. */
const isLargeInView = async (page: Page, target: string): Promise<boolean> => {
  await page
    .locator(target)
    .evaluate(element => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const { violations } = await new AxeBuilder({ page }).include(target).withRules(['target-size']).analyze()
  return violations.length === 0
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
