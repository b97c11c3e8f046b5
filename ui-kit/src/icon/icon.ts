import { html, svg } from 'lit'
import type { TemplateResult } from 'lit'

const shapes = {
  info: svg`<circle cx="12" cy="12" r="9" /><path d="M12 11v5M12 7.75v.01" />`,
  success: svg`<circle cx="12" cy="12" r="9" /><path d="m8 12.25 2.75 2.75L16 9.5" />`,
  warning: svg`<path d="M12 4 2.75 20h18.5ZM12 10v4.5M12 17.25v.01" />`,
  error: svg`<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3ZM12 7.75v5M12 16.25v.01" />`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  arrow: svg`<path d="M5 12h14M13 6l6 6-6 6" />`,
  back: svg`<path d="M19 12H5M11 6l-6 6 6 6" />`,
  chevron: svg`<path d="m9 5 7 7-7 7" />`,
  down: svg`<path d="m5 9 7 7 7-7" />`,
  up: svg`<path d="m5 15 7-7 7 7" />`,
  sort: svg`<path d="m8 9 4-4 4 4M8 15l4 4 4-4" />`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  search: svg`<circle cx="11" cy="11" r="6.5" /><path d="m16 16 4.5 4.5" />`,
  person: svg`<circle cx="12" cy="8" r="4" /><path d="M4 20.5c1-4 4-6 8-6s7 2 8 6" />`,
  globe: svg`<circle cx="12" cy="12" r="9" /><path
      d="M3 12h18M12 3c2.6 2.5 4 5.6 4 9s-1.4 6.5-4 9c-2.6-2.5-4-5.6-4-9s1.4-6.5 4-9Z"
    />`,
  document: svg`<path d="M6 3h8l5 5v13H6ZM14 3v5h5M9.5 13h5.5M9.5 17h5.5" />`,
  download: svg`<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16" />`,
  clock: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5.25l3.5 2" />`,
  euro: svg`<path d="M17.5 6.5A7 7 0 0 0 6.5 12a7 7 0 0 0 11 5.5M3.5 10.5H13M3.5 13.75H12" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9.5" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  home: svg`<path d="M4 11.5 12 4l8 7.5M6 10v10h12V10M10 20v-5.5h4V20" />`,
  list: svg`<path d="M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01" />`,
  calendar: svg`<rect x="4" y="5.5" width="16" height="15" rx="2" /><path d="M4 10.5h16M8.5 3v4M15.5 3v4" />`,
  mail: svg`<rect x="3" y="5.5" width="18" height="13" rx="2" /><path d="m3.5 7.5 8.5 6 8.5-6" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  remove: svg`<path d="M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5" />`,
  edit: svg`<path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19ZM14 6.5 17.5 10" />`,
  logout: svg`<path d="M14 4H5v16h9M10 12h10.5M17 8l4 4-4 4" />`,
  settings: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="17" r="2" />`,
} satisfies Record<string, TemplateResult>

export type IconName = keyof typeof shapes

export const iconNames = Object.keys(shapes) as IconName[]

/** A line drawing that only decorates: the words beside it say the same. */
export const icon = (name: IconName, variant?: string): TemplateResult =>
  html`<svg
    class=${variant ? `kw-icon kw-icon--${variant}` : 'kw-icon'}
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    ${shapes[name]}
  </svg>`
