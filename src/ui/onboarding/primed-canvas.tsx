/** A linen canvas with three strokes of white priming: the one picture that the app brings along. */
export const PrimedCanvas = () => (
  <svg class="primed-canvas" viewBox="0 0 400 500" aria-hidden="true">
    <defs>
      <pattern id="linen" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="#c3b296" />
        <path d="M0 1.5h6M0 4.5h6" stroke="#b7a588" stroke-width="1" />
        <path d="M1.5 0v6M4.5 0v6" stroke="#cdbda2" stroke-width="1" stroke-dasharray="3 3" />
      </pattern>
    </defs>
    <rect width="400" height="500" fill="url(#linen)" />
    <g fill="none" stroke-linecap="round" stroke-linejoin="round">
      <path
        stroke="#f7f6f3"
        stroke-width="64"
        d="M62 118c90-14 190-10 276-2-74 30-168 58-250 92 96-16 178-20 244-12-70 34-148 62-214 98 62-10 122-14 172-10"
      />
      <path
        stroke="#ffffff"
        stroke-width="5"
        opacity="0.75"
        d="M58 104c92-14 186-9 270-1M64 130c84-12 160-11 232-6M92 194c92-16 168-21 232-14M98 222c80-14 140-17 196-13M122 284c60-10 112-13 160-10M126 306c50-8 92-10 132-8"
      />
      <path
        stroke="#ddd8cc"
        stroke-width="3"
        opacity="0.9"
        d="M60 144c80-12 152-12 214-8M94 236c70-12 126-15 178-12M120 316c48-7 88-9 126-7"
      />
    </g>
    <path d="M0 0h400v500H0Z" fill="none" stroke="#8f8066" stroke-opacity="0.5" stroke-width="2" />
  </svg>
)
