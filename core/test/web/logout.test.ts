import t from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'
import { boardPlugin } from './board-plugin.ts'

t.test('nobody is logged out by another site or without the token', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  const page = await citizen.open('/abmelden')
  t.match(page.html, 'value="core.logOut"')
  await citizen.send(page, { _csrf: 'wrong' })
  t.equal((await citizen.open('/for-citizens')).status, 200)
  t.equal((await citizen.open('/abmelden')).url, '/abmelden', 'opening the page ends nothing')
  t.equal((await citizen.open('/for-citizens')).status, 200)
})

t.test('who logs out is out', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const citizen = await portal.as('citizen')
  t.match(await citizen.submit('/abmelden', { _action: 'core.logOut' }), { status: 200 })
  t.match((await citizen.open('/for-citizens')).url, /^\/anmelden/)
})
