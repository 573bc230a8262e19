import { shellStrings } from '../strings/shell.ts'

/** The app's name beside its mark: three strokes of priming, one brush. */
export const Wordmark = () => (
  <span class="wordmark">
    <svg class="wordmark-strokes" viewBox="0 0 48 32" aria-hidden="true">
      <path d="M4 5h36L11 16h32L15 27h20" />
    </svg>
    <span>{shellStrings.appName}</span>
  </span>
)
