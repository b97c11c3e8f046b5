import type { TemplateResult } from 'lit'
import { html } from 'lit'
import { citizenShell } from './citizen-shell.ts'
import { headOf } from './head.ts'
import type { ShellOptions } from './shell-options.ts'
import { staffShell } from './staff-shell.ts'

/**
 * A whole page: `<head>` and `<body>`. The caller writes `<!doctype html>` and the `<html>` element around it, with the
 * attributes of {@link documentAttributes}.
 */
export function documentShell(options: ShellOptions): TemplateResult {
  const inner = options.bare
    ? bareShell(options)
    : options.area === 'staff'
      ? staffShell(options)
      : citizenShell(options)
  return html`<head>
      ${headOf(options)}
    </head>
    <body>
      ${inner}
    </body>`
}

const bareShell = ({ body }: ShellOptions): TemplateResult =>
  html`<main class="kw-screen" id="main" tabindex="-1">${body}</main>`

export interface DocumentOptions {
  lang: string
  area: 'citizen' | 'staff'
  /** Follows the system unless set. */
  theme?: 'light' | 'dark'
  /** A public terminal: larger targets, no links out. */
  kiosk?: boolean
}

/** The attributes of the `<html>` element, as text to write into the tag. */
export function documentAttributes({ lang, area, theme, kiosk }: DocumentOptions): string {
  const attributes = [`lang="${lang}"`, `data-area="${area}"`]
  if (theme) attributes.push(`data-theme="${theme}"`)
  if (kiosk) attributes.push('data-kiosk')
  return attributes.join(' ')
}
