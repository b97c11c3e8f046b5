import t from 'tap'
import { createTestPortal } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import { testAppointments } from './city.ts'

t.setTimeout(120_000)

eachDatabase(t, 'a display at one portal shows what is called at another', async (t, _open, { url }) => {
  const now = new Date('2026-11-30T07:00:00Z')
  const portal = await createTestPortal({ plugins: [testAppointments()], database: url, now })
  t.teardown(() => portal.close())
  const { dataFolder } = portal
  // SQLite serves one process, so there the display is at the same.
  const shown = url.startsWith('postgres')
    ? await createTestPortal({ plugins: [testAppointments()], database: url, now, dataFolder })
    : portal
  if (shown !== portal) t.teardown(() => shown.close())
  await shown.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = shown.app.server.address() as { port: number }
  const address = `http://127.0.0.1:${port}/api/appointments/offices/bahnhof/display`
  const { body } = await fetch(address, { headers: { accept: 'text/event-stream' } })
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  let seen = ''
  const waitFor = async (words: string) => {
    while (!seen.includes(words)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`The stream ended without ${words}: ${seen}`)
      seen += value
    }
  }
  await waitFor('"calls":[]')
  const clerk = await portal.as('clerk')
  await clerk.call('POST', '/api/appointments/offices/bahnhof/visits', { service: 'reisepass' })
  await clerk.call('POST', '/api/appointments/offices/bahnhof/calls', { desk: '7' })
  await waitFor('"ticket":"A 1","desk":"7"')
  t.pass('within a second')
  await reader.cancel()
})
