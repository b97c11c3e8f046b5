import { rm } from 'node:fs/promises'
import t from 'tap'
import { startPortalProcess } from '../portal-process.ts'
import { assembleWithPlugin } from './assemble.ts'

t.setTimeout(400_000)

t.test('a plugin written against the published packages runs in a portal made of them', async (t) => {
  const folder = await assembleWithPlugin()
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const portal = await startPortalProcess({ command: ['node_modules/.bin/kreiswerk', 'start'], folder })
  t.teardown(() => portal.stop())

  const start = await (await fetch(`${portal.origin}/`)).text()
  t.match(start, /<a[^>]*href="\/hallo"[^>]*>\s*Begrüßung/, 'its menu entry is on the start page')

  const page = await fetch(`${portal.origin}/hallo`)
  t.equal(page.status, 200)
  t.match(await page.text(), /<h1[^>]*>\s*Begrüßung\s*<\/h1>[^]*Guten Tag, liebe Leute!/, 'its page speaks its words')

  const reply = await fetch(`${portal.origin}/api/hello/greetings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Anna' }),
  })
  t.equal(reply.status, 200)
  t.same(await reply.json(), { name: 'Anna' }, 'its action answers')
})
