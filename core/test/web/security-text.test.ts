import t from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'

t.test('a portal says whom to tell about a weakness', async (t) => {
  const portal = await createTestPortal({ deployment: { securityContact: 'mailto:sicherheit@stadt.example' } })
  t.teardown(() => portal.close())
  const { body, headers } = await portal.app.inject('/.well-known/security.txt')
  t.equal(headers['content-type'], 'text/plain; charset=utf-8')
  t.match(body.split('\n'), [
    'Contact: mailto:sicherheit@stadt.example',
    'Expires: 2027-05-22T00:00:00Z',
    'Preferred-Languages: de, en',
    'Canonical: http://localhost/.well-known/security.txt',
  ])
})

t.test('without a contact there is no such file, and a contact that is none stops the start', async (t) => {
  const portal = await createTestPortal()
  t.teardown(() => portal.close())
  t.equal((await portal.app.inject('/.well-known/security.txt')).statusCode, 404)
  for (const securityContact of ['sicherheit@stadt.example', 'http://stadt.example', 'mailto:a\nb']) {
    await t.rejects(createTestPortal({ deployment: { securityContact } }), { code: 'portal.security-contact-invalid' })
  }
})
