import type { LightMyRequestResponse } from 'fastify'
import { readForms } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'

/** Somebody who has opened a page: with its cookies, and the hidden fields of its form for this action. */
export interface Visitor {
  cookie: string
  page: LightMyRequestResponse
  hidden: Record<string, string>
}

const cookieOf = (answer: LightMyRequestResponse): string =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** Opens a page and reads what a form on it sends along by itself. */
export async function visit(portal: TestPortal, url: string, action: string): Promise<Visitor> {
  const page = await portal.app.inject({ url, headers: { accept: 'text/html' } })
  const form = readForms(page.body).find(({ fields }) =>
    fields.some(([name, value]) => name === '_action' && value === action),
  )
  if (form === undefined) throw new Error(`${url} has no form for ${action}`)
  const hidden = Object.fromEntries(form.fields.filter(([name]) => name.startsWith('_')))
  return { cookie: cookieOf(page), page, hidden }
}

/** Sends fields urlencoded, as a browser does. */
export function sendForm(
  portal: TestPortal,
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<LightMyRequestResponse> {
  const payload = new URLSearchParams(fields).toString()
  const usual = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  return portal.app.inject({ method: 'POST', url, headers: { ...usual, ...headers }, payload })
}

/** Fields and files as a multipart body. */
export async function multipart(
  fields: Readonly<Record<string, string>>,
  file?: { name: string; fileName: string; bytes: Uint8Array },
): Promise<{ payload: Buffer; headers: Record<string, string> }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (file !== undefined) form.append(file.name, new Blob([new Uint8Array(file.bytes)]), file.fileName)
  const encoded = new Response(form)
  return {
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
  }
}
