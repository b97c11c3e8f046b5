import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { configuration } from './configuration.ts'
import { levels } from './levels.ts'
import { loginPage } from './login-page.ts'
import { persons } from './persons.ts'

export interface IdentityEmulatorOptions {
  /** 0 for any free one. */
  port: number
  /** Where it may send people back to; compared exactly. */
  redirectUris: string[]
}

export interface IdentityEmulator {
  /** Its address, e.g. `http://localhost:4002`. */
  issuer: string
  close(): Promise<void>
}

const stylesheet = readFileSync(new URL('./emulator.css', import.meta.url))

/** Starts a real OpenID provider with invented persons, so that logins at three trust levels can be tried. */
export async function startIdentityEmulator({
  port,
  redirectUris,
}: IdentityEmulatorOptions): Promise<IdentityEmulator> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    ...configuration(redirectUris),
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  })
  const protocol = provider.callback()
  const formTargets = redirectUris.map((uri) => new URL(uri).origin).join(' ')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', issuer).pathname
    if (path === '/emulator.css') return void response.setHeader('content-type', 'text/css').end(stylesheet)
    if (!path.startsWith('/interaction/')) return void protocol(request, response)
    const answer = request.method === 'POST' ? finish : show
    answer(provider, request, response, formTargets).catch((error: Error) => {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(`Das ging nicht: ${error.message}`)
    })
  })
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function show(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  formTargets: string,
): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response)
  const wanted = typeof params.acr_values === 'string' ? params.acr_values.split(' ') : []
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self' ${formTargets}; frame-ancestors 'none'`,
    })
    .end(loginPage(uid, wanted))
}

async function finish(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = await readForm(request)
  const person = persons.find(({ id }) => id === form.get('person'))
  const level = levels.find(({ acr }) => acr === form.get('acr'))
  const result =
    form.get('do') === 'cancel' || person === undefined || level === undefined
      ? { error: 'access_denied', error_description: 'Die Person hat abgebrochen' }
      : { login: { accountId: person.id, acr: level.acr, remember: false } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > 10_000) throw new Error('zu viele Angaben')
  }
  return new URLSearchParams(body)
}
