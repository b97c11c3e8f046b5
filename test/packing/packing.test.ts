import { appendFile, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import t from 'tap'
import type { Test } from 'tap'
import { openMailbox } from '../../core/src/mail/mailbox.ts'
import type { Mailbox } from '../../core/src/mail/mailbox.ts'
import { startPortalProcess } from '../portal-process.ts'
import type { PortalProcess } from '../portal-process.ts'
import { assembleBoth, bundle } from './assemble.ts'
import { kreiswerk } from './kreiswerk.ts'

t.setTimeout(400_000)

const { withPlugin, appointmentsAlone } = await assembleBoth()
t.teardown(() => Promise.all([withPlugin, appointmentsAlone].map((folder) => rm(folder, { recursive: true }))))

t.test('a plugin written against the published packages runs in a portal made of them', async (t) => {
  const folder = withPlugin
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

    const refused = await end(folder, { CONTACT: 'nobody' })
    t.match(
      refused,
      /plugin\.settings-invalid: .*hello.* \/contact must be a valid email/,
      'settings are checked as ever',
    )
    const code = await readFile(join(folder, '.kreiswerk/bundle/portal.js'), 'utf8')
    t.match(code, /#\/properties\/contact\/format/, 'by what was compiled for it')
    t.notMatch(code, /[^\0-\u00ff]/, 'and a character takes one byte of memory')

    await rename(`${installed}-away`, installed)
    await appendFile(join(folder, 'kreiswerk.config.ts'), '\n')
    const unbundled = await start(t, folder)
    t.match(unbundled.output, /bundle\.outdated: .* Run "kreiswerk bundle"/)
    t.equal((await fetch(`${unbundled.origin}/hallo`)).status, 200)
  })
})

t.test('appointments need no other plugin: somebody finds a time, holds it and confirms it', async (t) => {
  const folder = appointmentsAlone
  t.same(
    (await readdir(join(folder, 'node_modules/@kreiswerk'))).sort(),
    ['appointments', 'core', 'ui-kit'],
    'no other plugin is there',
  )
  const { origin, stop } = await start(t, folder)
  const page = await (await fetch(await book(folder, origin))).text()
  t.match(page, /Reisepass beantragen/)
  t.match(page, /gebucht/)
  await stop()
})

t.test('its operator backs it up, brings it back, and helps people to their rights, all by command', async (t) => {
  const folder = appointmentsAlone
  const command = (...words: string[]) => kreiswerk(folder, ...words)
  const isIntact = async () => t.match(await command('audit', 'verify'), { status: 0, stdout: /intact/ })
  await isIntact()
  t.match(await command('backup', 'monday'), { status: 0, stdout: /verified; audit log with \d+ entries intact/ })
  const tuesday = await start(t, folder)
  await book(folder, tuesday.origin, { name: 'Max Mustermann', email: 'max@example.org' })
  await tuesday.stop()

  t.match(
    await command('restore', 'monday'),
    { status: 1, stderr: /^backup\.data-in-use: / },
    'data are never overwritten',
  )
  await rename(join(folder, 'data'), join(folder, 'aside'))
  t.match(await command('restore', 'monday'), { status: 0, stdout: /The audit log is held/ })
  t.match(await command('doctor'), { status: 3, stdout: /problem +audit log +.*more may have been signed/ })
  t.match(await end(folder, {}), /audit\.restored/, 'more may have been signed, so nothing is served')
  t.match(await command('audit', 'resume'), { status: 1, stderr: /^audit\.restored: .*newest checkpoint/ })
  const newest = join(folder, 'aside/audit/checkpoint')
  t.match(await command('audit', 'resume', newest), { status: 1, stderr: /^audit\.rollback-detected: / })
  t.match(await command('audit', 'resume', newest, '--accept-loss', 'Disk lost, decided by the mayor'), {
    status: 0,
    stdout: /goes on with \d+ entries\.\nKeep \S*audit\/lost-\d+/,
  })
  await isIntact()
  t.match(await command('doctor'), { status: 0 })

  const { stdout } = await command('person', 'export', 'erika@example.org')
  t.match(
    JSON.parse(stdout).appointments,
    { bookings: [{ name: 'Erika Mustermann' }] },
    'what was booked on Monday is there',
  )
  t.match(await command('person', 'erase', 'erika@example.org'), {
    status: 0,
    stdout: /^Erased\. Entry in the audit log/,
  })
  t.notMatch((await command('person', 'export', 'erika@example.org')).stdout, /Mustermann/)
  t.match(await command('keys', 'rotate'), { status: 0, stdout: /data keys wrapped with the new master key/ })
  t.match(await command('keys', 'rotate', '--finish'), { status: 0, stdout: /old master keys removed from .*: 1\./ })
  const again = await start(t, folder)
  t.match(await (await fetch(await book(folder, again.origin))).text(), /gebucht/)
  await again.stop()
  await isIntact()
})

const erika = { name: 'Erika Mustermann', email: 'erika@example.org' }

/** Somebody books a passport; answers with the address of the appointment. */
async function book(folder: string, origin: string, person = erika): Promise<string> {
  const api = `${origin}/api/appointments`
  const mailbox = openMailbox(join(folder, 'data/mail'))
  const known = (await mailbox.list(100)).map(({ id }) => id)
  const days = await (await fetch(`${api}/days?services=reisepass`)).json()
  const { earliest } = (days as { offices: { days: { earliest: string }[] }[] }).offices[0]!.days[1]!
  const need = { office: 'rathaus', variant: 'counter', items: [{ service: 'reisepass', persons: 1 }] }
  const { link } = await post<{ link: string }>(`${api}/holds`, { ...need, start: earliest })
  const { state } = await post<{ state: string }>(`${api}/holds/${link}/booking`, person)
  if (state !== 'preconfirmed') throw new Error(`The booking is ${state}`)
  const confirmation = await confirmationIn(mailbox, known)
  const booked = await post<{ link: string }>(`${api}/confirmations/${confirmation}`, {})
  return `${origin}/termine/termin/${booked.link}`
}

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`)
  return (await reply.json()) as T
}

/** Mails leave after the commit, so they may take a moment. */
async function confirmationIn(mailbox: Mailbox, known: readonly string[]): Promise<string> {
  for (;;) {
    for (const { id } of await mailbox.list(100)) {
      const [, confirmation] = /\/termine\/bestaetigen\/(\S+)/.exec((await mailbox.read(id))?.text ?? '') ?? []
      if (!known.includes(id) && confirmation !== undefined) return confirmation
    }
    await after(50)
  }
}

/** What a portal says that does not start. */
async function end(folder: string, env: Record<string, string>): Promise<string> {
  const started = startPortalProcess({ command: ['node_modules/.bin/kreiswerk', 'start'], folder, env })
  return started.then(
    () => 'started',
    (error: Error) => error.message,
  )
}

async function start(t: Test, folder: string): Promise<PortalProcess> {
  const portal = await startPortalProcess({ command: ['node_modules/.bin/kreiswerk', 'start'], folder })
  t.teardown(() => portal.stop())
  return portal
}
