/**
 * After a step replaced the one that held the focus: puts it on what the new step begins with, once that is
 * drawn. What begins with words rather than a control marks them with `tabindex="-1"`.
 */
export const focusFirst = (container: () => HTMLElement | undefined): void =>
  queueMicrotask(() => {
    container()?.querySelector<HTMLElement>('[tabindex="-1"], input:not([type="checkbox"]), button')?.focus()
  })
