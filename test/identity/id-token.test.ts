import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from 'jose'
import t from 'tap'
import type { Test } from 'tap'
import { oidc } from '../../core/src/auth/oidc.ts'
import { beginProviderLogin, finishProviderLogin } from '../../core/src/auth/provider-login.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { openLoginDesk } from '../../core/test/auth/login-desk.ts'

const redirectUri = 'http://localhost:3999/anmelden/rueckkehr'
const clientId = 'kreiswerk'
const clientSecret = 'a secret of the client, long enough for HMAC'
const keys = await generateKeyPair('RS256', { extractable: true })
const others = await generateKeyPair('RS256', { extractable: true })

interface Wanted {
  nonce: string
  issuer: string
}

/** How the provider makes an ID token; an honest one unless a test says otherwise. */
type Mint = (wanted: Wanted) => Promise<string> | string

const now = () => Math.floor(Date.now() / 1000)
const claims = ({ nonce, issuer }: Wanted, more: Record<string, unknown> = {}) => ({
  iss: issuer,
  aud: clientId,
  sub: 'person-1',
  nonce,
  iat: now(),
  exp: now() + 300,
  acr: 'basis',
  ...more,
})
const signed = (content: Record<string, unknown>, key: CryptoKey = keys.privateKey, header = {}) =>
  new SignJWT(content).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key)
const honest: Mint = (wanted) => signed(claims(wanted))

/** A provider whose tokens a test forges. */
async function startForger(t: Test, metadata: Record<string, unknown> = {}) {
  const forger = { issuer: '', nonce: '', mint: honest }
  const server = createServer(async (request, response) => {
    const { issuer, nonce } = forger
    const path = request.url?.split('?')[0]
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        userinfo_endpoint: `${issuer}/userinfo`,
        response_types_supported: ['code'],
        ...metadata,
      }),
      '/keys': async () => ({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] }),
      '/token': async () => ({
        access_token: 'an-access-token',
        token_type: 'Bearer',
        id_token: await forger.mint({ nonce, issuer }),
      }),
      '/userinfo': () => ({ sub: 'person-1' }),
    }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(await answers[path ?? '']?.()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  forger.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = oidc({
    id: 'ausweis',
    label: 'Ausweis',
    issuer: forger.issuer,
    clientId,
    clientSecret,
    acr: { basis: 'basis' },
    allowInsecure: true,
  })
  const logIn = async (mint: Mint = honest, parameters = '') => {
    const started = await provider.begin({ redirectUri, level: 'basis', fresh: false })
    Object.assign(forger, { mint, nonce: started.nonce })
    const url = `${redirectUri}?code=x&state=${started.state}${parameters}`
    return provider.finish({ ...started, url, fresh: false })
  }
  return { forger, provider, logIn }
}

t.test('an ID token that is forged, foreign, stale or unsigned opens nothing', async (t) => {
  const { logIn } = await startForger(t)
  t.match(await logIn(), { subject: 'person-1', trust: 'basis' })
  const publicKey = await exportJWK(others.publicKey)
  const forgeries: Record<string, Mint> = {
    'signed with another key': (wanted) => signed(claims(wanted), others.privateKey),
    'signed with a key it brings along': (wanted) => signed(claims(wanted), others.privateKey, { jwk: publicKey }),
    'that says where its key is': (wanted) =>
      signed(claims(wanted), others.privateKey, { jku: 'http://127.0.0.1:9/keys', x5u: 'http://127.0.0.1:9/' }),
    'without a signature': (wanted) => new UnsecuredJWT(claims(wanted)).encode(),
    'with a signature cut off': async (wanted) => `${(await honest(wanted)).split('.').slice(0, 2).join('.')}.`,
    'changed after signing': async (wanted) => {
      const [header, , signature] = (await honest(wanted)).split('.')
      const content = Buffer.from(JSON.stringify(claims(wanted, { sub: 'person-2' }))).toString('base64url')
      return [header, content, signature].join('.')
    },
    'signed with the secret of the client': (wanted) =>
      new SignJWT(claims(wanted)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(clientSecret)),
    'signed with the public key as a secret': async (wanted) =>
      new SignJWT(claims(wanted))
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(Buffer.from(JSON.stringify(await exportJWK(keys.publicKey)))),
    'of another issuer': (wanted) => signed(claims(wanted, { iss: 'https://evil.example' })),
    'for another client': (wanted) => signed(claims(wanted, { aud: 'somebody-else' })),
    'for several clients, made for another': (wanted) =>
      signed(claims(wanted, { aud: [clientId, 'somebody-else'], azp: 'somebody-else' })),
    'that has expired': (wanted) => signed(claims(wanted, { iat: now() - 900, exp: now() - 600 })),
    'that is not valid yet': (wanted) => signed(claims(wanted, { nbf: now() + 600 })),
    'of another request': (wanted) => signed(claims(wanted, { nonce: 'another' })),
    'without a subject': (wanted) => signed(claims(wanted, { sub: undefined })),
    'that is no token': () => 'not.a.token',
  }
  for (const [name, mint] of Object.entries(forgeries)) {
    await t.rejects(logIn(mint), { code: 'auth.provider-refused' }, name)
  }
})

t.test('an answer in the name of another issuer is refused', async (t) => {
  const { logIn, forger } = await startForger(t, { authorization_response_iss_parameter_supported: true })
  t.match(await logIn(honest, `&iss=${encodeURIComponent(forger.issuer)}`), { subject: 'person-1' })
  await t.rejects(logIn(honest, '&iss=https://evil.example'), { code: 'auth.provider-refused' })
  await t.rejects(logIn(honest), { code: 'auth.provider-refused' }, 'left out')
})

t.test('metadata of another issuer is refused', async (t) => {
  const { logIn } = await startForger(t, { issuer: 'https://evil.example' })
  await t.rejects(logIn(), { code: 'auth.provider-unreachable' })
})

t.test('no token of the provider leaves the server', async (t) => {
  const { logIn } = await startForger(t)
  const proven = JSON.stringify(await logIn())
  t.notMatch(proven, /an-access-token|eyJ/)
})

eachDatabase(t, 'the same subject at another issuer is another person', async (t, open) => {
  const { request } = await openLoginDesk(open)
  const enter = async () => {
    const { forger, provider } = await startForger(t)
    const { url, secret } = await beginProviderLogin(request, provider, {
      realm: 'citizen',
      level: 'basis',
      redirectUri,
    })
    const asked = new URL(url).searchParams
    forger.nonce = asked.get('nonce') ?? ''
    const back = `${redirectUri}?code=x&state=${asked.get('state')}`
    const { session } = await finishProviderLogin(request, [provider], { secret, url: back, session: null })
    return session.accountId
  }
  t.not(await enter(), await enter())
})
