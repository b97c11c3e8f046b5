import { appendFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { startPortalProcess } from '../portal-process.ts'
import type { PortalProcess } from '../portal-process.ts'
import { assembleWithPlugin, bundle } from './assemble.ts'

t.setTimeout(400_000)

t.test('a plugin written against the published packages runs in a portal made of them', async (t) => {
  const folder = await assembleWithPlugin()
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const portal = await start(t, folder)

  const home = await (await fetch(`${portal.origin}/`)).text()
  t.match(home, /<a[^>]*href="\/hallo"[^>]*>\s*Begrüßung/, 'its menu entry is on the start page')

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
  await portal.stop()

  await t.test('bundled it starts from a few files, as long as they fit what is installed', async (t) => {
    await bundle(folder)
    const installed = join(folder, 'node_modules/fastify/fastify.js')
    await rename(installed, `${installed}-away`)
    const bundled = await start(t, folder)
    const page = await (await fetch(`${bundled.origin}/hallo`)).text()
    t.match(
      page,
      /Guten Tag, liebe Leute!/,
      'words and pages of its plugins are found, without the packages themselves',
    )
    t.match(page, /\/assets\/ui-kit\/[^"]+\.css/)
    const [, style = ''] = /href="([^"]+\.css)"/.exec(page) ?? []
    t.equal((await fetch(bundled.origin + style)).status, 200, 'so are browser files')
    await bundled.stop()

    await rename(`${installed}-away`, installed)
    await appendFile(join(folder, 'kreiswerk.config.ts'), '\n')
    const unbundled = await start(t, folder)
    t.match(unbundled.output, /bundle\.outdated: .* Run "kreiswerk bundle"/)
    t.equal((await fetch(`${unbundled.origin}/hallo`)).status, 200)
  })
})

async function start(t: Test, folder: string): Promise<PortalProcess> {
  const portal = await startPortalProcess({ command: ['node_modules/.bin/kreiswerk', 'start'], folder })
  t.teardown(() => portal.stop())
  return portal
}
