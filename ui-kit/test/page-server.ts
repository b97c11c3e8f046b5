import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Content } from '@kreiswerk/ui-kit'
import { documentAttributes, documentShell, kitLocales, scriptText, withWording } from '@kreiswerk/ui-kit'
import { renderToString } from '@kreiswerk/ui-kit/render'

/** What `manifest.json` of the kit's build says. */
export interface KitManifest {
  imports: Record<string, string>
  css: Record<string, string>
  files: { file: string; integrity: string; bytes: number }[]
}

export const readManifest = async (folder: string): Promise<KitManifest> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as KitManifest

/** The import map of a portal that consists of the kit alone, served under `/kit/`. */
export function importMapOf({ imports, files }: KitManifest): string {
  const mapped = Object.entries(imports).map(([specifier, file]) => [specifier, `/kit/${file}`])
  const integrity = files.map(({ file, integrity }) => [`/kit/${file}`, integrity])
  return JSON.stringify({ imports: Object.fromEntries(mapped), integrity: Object.fromEntries(integrity) })
}

/** The policy that the kernel sends. */
export function contentSecurityPolicy(importMap: string): string {
  const hash = createHash('sha256').update(scriptText(importMap)).digest('base64')
  return [
    `default-src 'none'`,
    `script-src 'self' 'sha256-${hash}'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    'trusted-types lit-html',
  ].join('; ')
}

/** A whole German page of one area, as the kernel would send it. */
export function pageOf(
  area: 'citizen' | 'staff',
  parts: { body: () => Content; head?: Content; css: string[] },
): string {
  const words = (key: string) => kitLocales['de']?.[key]
  const inner = withWording({ locale: 'de', words }, () =>
    renderToString(
      documentShell({
        lang: 'de',
        title: 'Beispiel',
        siteName: 'Musterstadt',
        notice: 'Beispiel – kein offizielles Angebot',
        navigation: [
          { label: 'Start', href: '/', current: true },
          { label: 'Leistungen', href: '/services' },
        ],
        account: { name: 'Anna Muster', links: [{ label: 'Mein Konto', href: '/account' }] },
        languages: [
          { locale: 'de', href: '?lang=de', current: true },
          { locale: 'de-simple', href: '?lang=de-simple' },
        ],
        footerLinks: [{ label: 'Impressum', href: '/imprint' }],
        area,
        stylesheets: parts.css.map((file) => `/kit/${file}`),
        head: parts.head,
        body: parts.body(),
      }),
    ),
  )
  return `<!doctype html><html ${documentAttributes({ lang: 'de', area })}>${inner}</html>`
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export interface TestServer extends AsyncDisposable {
  origin: string
}

/** Serves files of `folders` by URL prefix and everything else by `handle`. */
export async function serve(folders: Record<string, string>, handle: Handler): Promise<TestServer> {
  const server: Server = createServer((request, response) => void answer(request, response))
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url!, 'http://localhost').pathname
    const prefix = Object.keys(folders).find((start) => path.startsWith(start))
    if (prefix === undefined) return handle(request, response)
    const content = await readFile(join(folders[prefix]!, path.slice(prefix.length))).catch(() => undefined)
    if (!content) return void response.writeHead(404).end()
    response.setHeader('content-type', path.endsWith('.css') ? 'text/css' : 'text/javascript').end(content)
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
