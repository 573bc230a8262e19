import { createRenderEffect } from 'solid-js'

/** Shows `value` in a text control, and leaves the caret in its place when the text changes around it. */
export const keepCaret = (control: HTMLInputElement | HTMLTextAreaElement, value: () => string): void =>
  createRenderEffect(() => {
    const next = value()
    const before = control.value
    if (before === next) return
    const caret = control.ownerDocument.activeElement === control ? control.selectionStart : null
    control.value = next
    if (caret === null) return
    const moved = caretAfter(before, next, caret)
    control.setSelectionRange(moved, moved)
  })

/** Where a caret stands after another device's change: text added before it pushes it along. */
export const caretAfter = (before: string, after: string, caret: number): number => {
  let same = 0
  while (same < caret && before[same] === after[same]) same++
  return same === caret ? caret : Math.max(0, Math.min(after.length, caret + after.length - before.length))
}
