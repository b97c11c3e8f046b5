import type { Session } from './contexts.ts'
import type { Route } from './route.ts'

/** What the server writes into a staff page about the element to show; see `<script id="kw-page">`. */
export interface ShellPage {
  /** Name of the custom element. */
  element: string
  /** Address of the plugin's module that defines it; `null` when the plugin has no browser files. */
  module: string | null
  plugin: string
  locale: string
  /** All words the element may use. */
  messages: Readonly<Record<string, string>>
  session: Session
  route: Route
}

/** Reads the page's data; `undefined` on pages without an element. */
export function readShellPage(): ShellPage | undefined {
  const text = document.getElementById('kw-page')?.textContent
  return text ? (JSON.parse(text) as ShellPage) : undefined
}
