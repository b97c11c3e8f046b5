import t from 'tap'
import { password } from '../../src/auth/identity-provider.ts'
import { createTestPortal } from '../../src/testing/index.ts'

const portal = await createTestPortal({ deployment: { identity: [password()] } })
t.teardown(() => portal.close())

/** Name, type and autocomplete of every field that people fill in. */
const fieldsOf = (html: string) =>
  [...html.matchAll(/<input\b[^>]*>/g)]
    .map(([input]) => ({
      input,
      name: /\bname="([^"]*)"/.exec(input)?.[1] ?? '',
      type: /\btype="([^"]*)"/.exec(input)?.[1] ?? 'text',
      autocomplete: /\bautocomplete="([^"]*)"/.exec(input)?.[1],
    }))
    .filter(({ name, type }) => name !== '' && !name.startsWith('_') && type !== 'hidden')

t.test('what is typed as a password is hidden, may be pasted, and managers know what it is', async (t) => {
  const citizen = await portal.as('citizen')
  const pages = [
    await portal.browser().open('/anmelden'),
    await portal.browser().open('/staff/anmelden'),
    await portal.browser().open('/registrieren'),
  ]
  t.equal((await citizen.open('/konto')).status, 200)
  for (const { html, url } of pages) {
    const secrets = fieldsOf(html).filter(({ name }) => /password|current/.test(name))
    t.ok(secrets.length > 0, url)
    for (const { type, autocomplete, input } of secrets) {
      t.equal(type, 'password', url)
      t.match(autocomplete, /^(current|new)-password$/, url)
      t.notMatch(input, /onpaste|readonly|maxlength="(\d|[1-5]\d|6[0-3])"/)
    }
  }
})

t.test('registration asks for name, address and password, and for no hint or question', async (t) => {
  const { html } = await portal.browser().open('/registrieren')
  t.same(
    fieldsOf(html)
      .map(({ name }) => name)
      .sort(),
    ['email', 'name', 'password'],
  )
})
