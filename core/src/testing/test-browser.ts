import { readForms, readText } from './html-form.ts'
import type { HtmlForm } from './html-form.ts'

/** What a page answered. */
export interface Visited {
  status: number
  /** Path after all redirects; an address of another host stays as it is. */
  url: string
  html: string
  /** The text people read. */
  text: string
}

/** What an API call answered. */
export interface Answered {
  status: number
  headers: Readonly<Record<string, unknown>>
  body: never
}

/** A file to send with a form. */
export interface TestFile {
  fileName: string
  bytes: Uint8Array
}

/** What is filled into a form, by name; several when a name stands on more than one, e.g. files and the button beside them. */
export type TestFields = Readonly<Record<string, string | TestFile | readonly (string | TestFile)[]>>

/** What the browser sends. */
export interface TestRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers?: Record<string, string>
  payload?: string | Buffer | object
}

/** What came back, before any redirect is followed. */
export interface TestAnswer {
  statusCode: number
  headers: Record<string, unknown>
  body: string
  cookies: { name: string; value: string }[]
  json(): never
}

/** Whatever answers: the server of a portal without a network, or the network. */
export interface Answering {
  inject(request: TestRequest): PromiseLike<TestAnswer>
}

/** A browser without JavaScript: keeps cookies, follows redirects, sends forms as they stand in the page. */
export class TestBrowser {
  readonly #app: Answering
  readonly #cookies = new Map<string, string>()

  constructor(app: Answering, cookies: Iterable<[string, string]> = []) {
    this.#app = app
    this.#cookies = new Map(cookies)
  }

  /** Opens a page. */
  async open(url: string): Promise<Visited> {
    return this.#follow(url, await this.#send({ method: 'GET', url }))
  }

  /** Opens a page, fills its first form that has these fields, and sends it. */
  async submit(url: string, fields: TestFields = {}): Promise<Visited> {
    const page = await this.open(url)
    return this.send(page, fields)
  }

  /** Fills and sends a form of a page already open; chooses the form that has the fields, or the one with this button. */
  async send(page: Visited, fields: TestFields = {}): Promise<Visited> {
    const form = chooseForm(page, fields)
    if (form === undefined)
      throw new Error(`The page ${page.url} (${page.status}) has no form for ${Object.keys(fields)}`)
    const entries = [...form.fields.filter(([name]) => !(name in fields)), ...Object.entries(fields)]
    const url = form.action === '' ? page.url : form.action
    const answer = await this.#send({ method: 'POST', url, ...(await encode(entries)) })
    return this.#follow(url, answer)
  }

  /** Reads through the API; returns the body of a 200, throws on anything else. */
  async get<T = never>(url: string): Promise<T> {
    const answer = await this.#send({ method: 'GET', url, headers: { accept: 'application/json' } })
    if (answer.statusCode !== 200) throw new Error(`GET ${url} answered ${answer.statusCode}: ${answer.body}`)
    return answer.json() as T
  }

  /** Calls the API and returns whatever it answers. */
  async call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<Answered> {
    const headers = { accept: 'application/json', ...(await this.#csrfHeader(method)) }
    const answer = await this.#send({
      method,
      url,
      headers,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const isJson = String(answer.headers['content-type']).includes('json')
    return { status: answer.statusCode, headers: answer.headers, body: (isJson ? answer.json() : answer.body) as never }
  }

  async #csrfHeader(method: string): Promise<Record<string, string>> {
    if (method === 'GET' || this.#cookies.size === 0) return {}
    const area = [...this.#cookies.keys()].some((name) => name.endsWith('staff')) ? '/staff' : '/'
    const { html } = await this.open(area)
    const token = /<meta name="kw-csrf" content="([^"]+)"/.exec(html)?.[1]
    return token === undefined ? {} : { 'x-csrf-token': token }
  }

  async #follow(url: string, answer: TestAnswer, hops = 0): Promise<Visited> {
    const to = answer.headers.location
    if (answer.statusCode < 300 || answer.statusCode >= 400 || typeof to !== 'string' || hops > 10) {
      return { status: answer.statusCode, url, html: answer.body, text: readText(answer.body) }
    }
    if (/^https?:/.test(to)) return { status: answer.statusCode, url: to, html: '', text: '' }
    const [path = ''] = to.split('#')
    return this.#follow(path, await this.#send({ method: 'GET', url: path }), hops + 1)
  }

  async #send(request: TestRequest): Promise<TestAnswer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', ...request.headers, ...(cookie === '' ? {} : { cookie }) }
    const answer = await this.#app.inject({ ...request, headers })
    for (const { name, value } of answer.cookies) {
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return answer
  }
}

/** As browsers do it: with files multipart, otherwise urlencoded. */
async function encode(entries: readonly (readonly [string, TestFields[string]])[]) {
  if (entries.every(([, value]) => typeof value === 'string')) {
    const pairs = entries.map(([name, value]) => [name, String(value)])
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { headers, payload: new URLSearchParams(pairs).toString() }
  }
  const form = new FormData()
  for (const [name, value] of entries) {
    for (const one of [value].flat()) {
      if (typeof one === 'string') form.append(name, one)
      else form.append(name, new Blob([new Uint8Array(one.bytes)]), one.fileName)
    }
  }
  const encoded = new Response(form)
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '' }
  return { headers, payload: Buffer.from(await encoded.arrayBuffer()) }
}

// Every page has the form to log out; it is meant only on the page for that.
function chooseForm(page: Visited, fields: TestFields): HtmlForm | undefined {
  const wanted = Object.keys(fields)
  const known = readForms(page.html).filter((form) => form.fields.some(([name]) => name === '_action'))
  const own = known.filter((form) => !form.action.endsWith('/abmelden') || page.url.endsWith('/abmelden'))
  const score = (form: HtmlForm) => wanted.filter((name) => form.fields.some(([other]) => other === name)).length
  return [...own].sort((a, b) => score(b) - score(a))[0]
}
