/** A linen canvas, half primed in white: the one picture that the app brings along. */
export const PrimedCanvas = () => (
  <svg class="primed-canvas" viewBox="0 0 400 500" aria-hidden="true">
    <defs>
      <pattern id="linen" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" fill="#c2b195" />
        <path d="M0 1.25h5M0 3.75h5" stroke="#b6a487" stroke-width="1" />
        <path d="M1.25 0v5M3.75 0v5" stroke="#cfc0a6" stroke-width="0.8" stroke-dasharray="2.5 2.5" />
      </pattern>
      <filter id="brush" x="-10%" y="-10%" width="120%" height="120%">
        <feTurbulence
          type="fractalNoise"
          baseFrequency="0.011 0.21"
          numOctaves="3"
          seed="7"
          result="bristles"
        />
        <feDisplacementMap
          in="SourceGraphic"
          in2="bristles"
          scale="46"
          xChannelSelector="R"
          yChannelSelector="G"
        />
      </filter>
      <filter id="ridges" x="0" y="0" width="100%" height="100%">
        <feTurbulence type="fractalNoise" baseFrequency="0.006 0.32" numOctaves="2" seed="11" />
        <feColorMatrix values="0 0 0 0 0.55  0 0 0 0 0.52  0 0 0 0 0.46  0 0 0 1.6 -0.72" />
        <feComposite in2="SourceGraphic" operator="in" />
      </filter>
    </defs>
    <rect width="400" height="500" fill="url(#linen)" />
    <g fill="none" stroke="#f6f4ef" stroke-width="60" filter="url(#brush)">
      <path d="M66 92c84-8 176-6 274 0M58 148c96-8 196-4 276-2M70 204c92-6 168-8 252-2M62 260c90-6 150-4 218 0M74 314c58-6 96-4 140-2" />
    </g>
    <g fill="none" stroke="#fff" stroke-width="44" filter="url(#ridges)">
      <path d="M66 92c84-8 176-6 266 0M58 148c96-8 196-4 268-2M70 204c92-6 168-8 244-2M62 260c90-6 150-4 208 0M74 314c58-6 96-4 128-2" />
    </g>
    <path d="M1 1h398v498H1Z" fill="none" stroke="#8f8066" stroke-opacity="0.45" stroke-width="2" />
  </svg>
)
