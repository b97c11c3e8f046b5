/** The part of a browser that a login needs: keeps the cookies of one site and follows nothing by itself. */
export class SmallBrowser {
  readonly #cookies = new Map<string, string>()

  async get(url: string): Promise<Response> {
    return this.#send(url, { method: 'GET' })
  }

  async post(url: string, form: Record<string, string>): Promise<Response> {
    return this.#send(url, { method: 'POST', body: new URLSearchParams(form) })
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=', 2)
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return response
  }
}

export interface Choice {
  person?: string
  acr?: string
  do?: 'login' | 'cancel'
}

/** Logs in at the emulator as a person would, and returns the address that leads back to the portal. */
export async function logInAtEmulator(url: string, choice: Choice, browser = new SmallBrowser()): Promise<string> {
  const form = { person: 'person-erika', acr: 'urn:kreiswerk:trust:basis', do: 'login', ...choice }
  const { origin } = new URL(url)
  let answer = await browser.get(url)
  let pageShown = false
  for (let hop = 0; hop < 8; hop += 1) {
    const location = answer.headers.get('location')
    if (location === null) {
      const action = /action="(\/interaction\/[^"]+)"/.exec(await answer.text())?.[1]
      if (action === undefined || pageShown) throw new Error(`no login page: ${answer.status}`)
      pageShown = true
      answer = await browser.post(origin + action, form)
      continue
    }
    const next = new URL(location, origin)
    if (next.origin !== origin) return next.href
    answer = await browser.get(next.href)
  }
  throw new Error('the provider never led back')
}
