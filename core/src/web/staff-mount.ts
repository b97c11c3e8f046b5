import { html, nothing } from 'lit'
import { dataScript, notification, t } from '@kreiswerk/ui-kit'
import type { Visit } from './visit.ts'

/** What the staff shell's browser code reads to load and show a page's element. */
export interface StaffPageData {
  element: string
  /** Address of the plugin's module, which defines the element. */
  module: string | null
  plugin: string
  locale: string
  messages: Record<string, string>
  session: { name: string | null; permissions: string[] }
  route: { path: string; params: unknown; query: unknown }
}

/** The place of a page's Lit element, and the data it starts from. */
export function staffMount({ site, served, caller, address }: Visit): unknown {
  const { element, path } = served.page.definition
  if (element === undefined) return nothing
  const ui = site.ui.get(served.plugin)
  const data: StaffPageData = {
    element,
    module: ui?.entry === undefined ? null : ui.base + ui.entry,
    plugin: served.plugin,
    locale: caller.locale,
    messages: site.messages.all(served.plugin, caller.locale),
    session: {
      name: caller.actor.name,
      permissions: [...new Set(caller.actor.grants.map((grant) => grant.permission))],
    },
    route: { path, params: address.params, query: address.query },
  }
  return html`<div id="kw-page-mount" data-element=${element}></div>
    <noscript>${notification({ kind: 'warning', title: t('core.staff-needs-script') })}</noscript>
    ${dataScript('application/json', JSON.stringify(data), 'kw-page')}`
}
