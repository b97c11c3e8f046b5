import t from 'tap'
import { conformance, createTestPortal } from '@kreiswerk/core/testing'
import feedback from '@kreiswerk/feedback'

t.test('conforms', conformance(feedback()))

t.test('a report reaches the staff list', async (t) => {
  const portal = await createTestPortal({ plugins: [feedback()] })
  t.teardown(() => portal.close())
  const done = await portal.submit('/barriere-melden', { page: '/start', text: 'Kein Kontrast' })
  t.equal(done.status, 200)
  t.match(done.text, 'Vielen Dank für Ihre Meldung')
  const clerk = await portal.as('clerk')
  const { items } = await clerk.get<{ items: unknown[] }>('/api/feedback/reports')
  t.match(items, [{ page: '/start', text: 'Kein Kontrast', email: null, answer: null }])
})

t.test('what is missing is said in words, and nothing typed is lost', async (t) => {
  const portal = await createTestPortal({ plugins: [feedback()] })
  t.teardown(() => portal.close())
  const again = await portal.submit('/barriere-melden', { page: '/start', text: 'Nö', email: 'keine Adresse' })
  t.equal(again.status, 400)
  t.match(again.html, '<title>Fehler:')
  t.match(again.html, 'keine Adresse')
  t.match(again.html, 'href="#field-text"')
})

t.test('only staff with the permission see reports', async (t) => {
  const portal = await createTestPortal({ plugins: [feedback()] })
  t.teardown(() => portal.close())
  t.equal((await portal.browser().call('GET', '/api/feedback/reports')).status, 401)
  const other = await portal.as({ realm: 'staff', name: 'Ohne Rolle' })
  t.match(await other.call('GET', '/api/feedback/reports'), { status: 403, body: { code: 'auth.forbidden' } })
})

t.test('an answer goes by mail to whoever left an address', async (t) => {
  const portal = await createTestPortal({ plugins: [feedback()] })
  t.teardown(() => portal.close())
  await portal.submit('/barriere-melden', { page: '/start', text: 'Kein Kontrast', email: 'a@example.org' })
  const clerk = await portal.as('clerk')
  const { items } = await clerk.get<{ items: { id: string }[] }>('/api/feedback/reports')
  const path = `/api/feedback/reports/${items[0]?.id}/answer`
  t.equal((await clerk.call('POST', path, { answer: 'Ist behoben.' })).status, 200)
  t.equal((await clerk.call('POST', path, { answer: 'Noch einmal.' })).status, 409)
  await portal.settle()
  t.match(portal.mails, [{ to: 'a@example.org', text: /Ist behoben/ }])
})
