import { TestBrowser } from '../../core/src/testing/test-browser.ts'
import type { TestRequest } from '../../core/src/testing/test-browser.ts'

/** A browser without JavaScript over the network; a broken connection is tried once more, as people do. */
export function visitor(origin: string): TestBrowser {
  async function send({ method, url, headers = {}, payload }: TestRequest) {
    const isText = typeof payload === 'string' || payload === undefined
    const body = isText ? payload : JSON.stringify(payload)
    const init = {
      method,
      redirect: 'manual' as const,
      headers: { ...headers, ...(isText ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
    }
    const address = new URL(url, origin)
    const response = await fetch(address, init).catch(() => fetch(address, init))
    const text = await response.text()
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: text,
      json: () => JSON.parse(text) as never,
      cookies: response.headers.getSetCookie().map((line) => {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
        return { name, value }
      }),
    }
  }
  return new TestBrowser({ inject: send })
}
