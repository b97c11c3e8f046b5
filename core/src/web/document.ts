import { html, nothing } from 'lit'
import type { FastifyReply } from 'fastify'
import { dataScript, documentAttributes, documentShell, t, withWording } from '@kreiswerk/ui-kit'
import type { Content } from '@kreiswerk/ui-kit'
import { renderToString } from '@kreiswerk/ui-kit/render'
import { deploymentAssets } from './assets.ts'
import { accountOf, footerOf, languagesOf, navigationOf } from './navigation.ts'
import { htmlLanguage } from './locale.ts'
import { KeptShells, marks, Shell } from './shell-openings.ts'
import { staffMount } from './staff-mount.ts'
import type { Site } from './site.ts'
import type { Visit } from './visit.ts'

/** What the shell shows around the content. */
export interface DocumentParts {
  title: string
  content: unknown
  csrfToken: string
  /** Whether the page comes back because of a problem. */
  failed?: boolean
  /** Whether the plugin's browser module comes along. */
  enhanced?: boolean
}

/** Sends content as a whole page in the shell of its area. */
export function sendDocument(visit: Visit, parts: DocumentParts): FastifyReply {
  const { site, served, caller, reply } = visit
  const page = withWording(site.messages.wording(served.plugin, caller.locale), () => {
    const enhancer = parts.enhanced === true ? moduleOf(visit, 'low') : nothing
    const body = renderToString(html`${parts.content}${staffMount(visit)}${enhancer}` as Content)
    return shellOf(visit, parts).around({ title: renderToString(parts.title), token: parts.csrfToken, body })
  })
  return reply.type('text/html; charset=utf-8').send(page)
}

/** Everybody without a session sees the same shell at an address; whoever has one sees their own. */
function shellOf(visit: Visit, { title, failed }: DocumentParts): Shell {
  const { site, served, caller, address } = visit
  const parts = { failed, csrfToken: marks.token, title: isSiteItself(site, title) ? title : marks.title }
  const render = () => new Shell(renderShell(visit, parts))
  if (caller.session !== null || failed === true || address.url.length > longestKept) return render()
  const { area } = served.page.definition
  const key = [area, served.plugin, caller.locale, parts.title === title, address.url].join(' ')
  return keptShellsOf(site).of(key, render)
}

const longestKept = 200
const keptShells = new WeakMap<Site, KeptShells>()

function keptShellsOf(site: Site): KeptShells {
  const known = keptShells.get(site)
  if (known !== undefined) return known
  const made = new KeptShells()
  keptShells.set(site, made)
  return made
}

/** The shell names the site after the page, but not twice. */
const isSiteItself = ({ identity }: Site, title: string): boolean => title === '' || title === identity.name

function renderShell(visit: Visit, parts: Omit<DocumentParts, 'content'>): string {
  const { site, served, caller } = visit
  const { area, screen } = served.page.definition
  const shell = documentShell({
    lang: caller.locale,
    area,
    bare: screen !== undefined,
    title: parts.title,
    siteName: site.identity.name,
    siteClaim: t(area === 'staff' ? 'core.staff-portal' : 'core.service-portal'),
    homeHref: area === 'staff' ? '/staff' : '/',
    hasProblems: parts.failed === true,
    notice: site.identity.notice,
    navigation: navigationOf(visit),
    account: accountOf(visit, parts.csrfToken),
    languages: area === 'staff' ? [] : languagesOf(visit),
    footerLinks: footerOf(visit),
    stylesheets: stylesheetsOf(site, served.page.definition),
    icon: site.identity.icon === undefined ? neutralIcon : deploymentAssets + site.identity.icon,
    head: headOf(visit, parts.csrfToken),
    body: marks.body,
  })
  const attributes = documentAttributes({ lang: htmlLanguage(caller.locale), area, kiosk: screen !== undefined })
  return `<!doctype html><html ${attributes}>${renderToString(shell)}</html>`
}

const neutralIcon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><path fill="#14459c" d="M4 3h36v19c0 10-7.5 16-18 19.5C11.5 38 4 32 4 22Z"/></svg>',
)}`

function stylesheetsOf(site: Site, page: Visit['served']['page']['definition']): string[] {
  const { area, screen, styles = [] } = page
  const kit = site.ui.get('ui-kit')
  const names = ['kit', ...(area === 'staff' ? ['staff'] : []), ...(screen ? ['screen'] : []), ...styles]
  const own = names.map((name) => kit?.css?.[name])
  const theme = site.identity.theme === undefined ? [] : [deploymentAssets + site.identity.theme]
  return [...own.filter((file) => typeof file === 'string').map((file) => kit!.base + file), ...theme]
}

// Citizens' pages load the enhancers last and at low priority; the staff shell loads the page's element.
function headOf(visit: Visit, csrfToken: string) {
  const { site, served } = visit
  const kit = site.ui.get('ui-kit')
  const entry = kit?.imports?.[served.page.definition.area === 'staff' ? shellModule : enhanceModule]
  return html`<meta name="kw-csrf" content=${csrfToken} /> ${dataScript('importmap', site.importMap.json)}
    ${entry === undefined ? nothing : html`<script type="module" src=${kit!.base + entry} fetchpriority="low"></script>`}
    ${pluginModule(visit)} ${refresh(served)}`
}

const pluginModule = (visit: Visit) =>
  visit.served.page.definition.screen === undefined ? nothing : moduleOf(visit, 'auto')

/** The browser module of the page's plugin; staff pages load it with their shell. */
function moduleOf({ site, served: { plugin, page } }: Visit, priority: 'low' | 'auto') {
  const ui = site.ui.get(plugin)
  if (ui?.entry === undefined || page.definition.area === 'staff') return nothing
  return html`<script type="module" src=${ui.base + ui.entry} fetchpriority=${priority}></script>`
}

function refresh({ page: { definition } }: Visit['served']) {
  const seconds = definition.screen?.refreshSeconds
  return html`${seconds === undefined ? nothing : html`<noscript><meta http-equiv="refresh" content=${String(seconds)} /></noscript>`}`
}

const shellModule = '@kreiswerk/ui-kit/shell'
const enhanceModule = '@kreiswerk/ui-kit/enhance'
