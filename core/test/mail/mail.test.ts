import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import t from 'tap'
import { mailFolder } from '../../src/mail/folder.ts'
import { forgetMails } from '../../src/mail/forget-mails.ts'
import { mailTopic, openMail, sendMail } from '../../src/mail/mail.ts'
import { openMailbox } from '../../src/mail/mailbox.ts'
import { smtp } from '../../src/mail/smtp.ts'
import type { OutgoingMail } from '../../src/mail/transport.ts'
import { mailJob } from '../../src/portal/mail-job.ts'
import { withoutAddresses } from '../../src/mail/without-addresses.ts'
import { newId } from '../../src/base/id.ts'
import { enqueue } from '../../src/storage/job.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { type Tables, entities, migrations } from '../../src/storage/tables.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import type { OpenTestDatabase } from '../../src/testing/databases.ts'
import * as vault from '../../src/vault/tables.ts'
import { destroyKeys, subjectOfAddress } from '../../src/vault/vault.ts'

const mail = (): OutgoingMail => ({
  id: newId(),
  from: 'Stadt Aachen (Beispiel) <portal@aachen.example>',
  to: 'erika@example.org',
  subject: 'Ihr Antrag: größere Möbel',
  text: 'Guten Tag,\n\nes gibt Neues: https://portal.example/konto?x=1\n\nGrüße',
})

const temporaryFolder = async (t: { teardown(action: () => void): void }) => {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-mail-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

t.test('a mail reaches a mail server as it was written', async (t) => {
  const received: Buffer[] = []
  const recipients: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => (recipients.push(address), done()),
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => (received.push(Buffer.concat(chunks)), done()))
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const transport = smtp(`smtp://127.0.0.1:${port}`)
  t.teardown(() => new Promise<void>((resolve) => server.close(resolve)))
  t.teardown(() => transport.close())

  const one = mail()
  await transport.send(one)
  await transport.send(one)
  t.same(recipients, ['erika@example.org', 'erika@example.org'])
  const [parsed, repeated] = await Promise.all(received.map((source) => simpleParser(source)))
  t.match(parsed, { subject: one.subject, messageId: `<${one.id}@aachen.example>` })
  t.equal(parsed?.text?.trim(), one.text)
  t.equal(parsed?.headers.get('auto-submitted'), 'auto-generated')
  t.equal(repeated?.messageId, parsed?.messageId, 'a repeated mail is recognised as one')

  const content = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR'
  await transport.send({ ...one, calendar: { method: 'REQUEST', content } })
  const invitation = await simpleParser(received[2]!)
  t.match(received[2]!.toString(), /Content-Type: text\/calendar; charset=utf-8; method=REQUEST/)
  t.ok(
    invitation.attachments.some(({ content: file }) => file.toString() === content),
    'calendars take it in',
  )
})

t.test('a mail server that refuses makes the job fail', async (t) => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(new Error('550 no such mailbox')),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const transport = smtp(`smtp://127.0.0.1:${port}`)
  t.teardown(() => new Promise<void>((resolve) => server.close(resolve)))
  t.teardown(() => transport.close())
  await t.rejects(transport.send(mail()), /no such mailbox/)
})

t.test('without an address there is no transport', async (t) => {
  t.equal(smtp(undefined), undefined)
  t.equal(smtp(''), undefined)
  for (const url of ['mail.example:25', 'http://user:hidden@mail.example', 'smtp://', 'localhost']) {
    t.throws(() => smtp(url), { code: 'mail.address-invalid', message: /^(?!.*hidden).*SMTP_URL/ }, url)
  }
})

t.test('without a mail server mails are files that can be read again', async (t) => {
  const folder = join(await temporaryFolder(t), 'mail')
  const mailbox = openMailbox(folder)
  t.same(await mailbox.list(), [], 'before the first mail')
  const [first, second] = [mail(), { ...mail(), subject: 'Zweite', to: 'ali@example.org' }]
  const transport = mailFolder(folder)
  await transport.send(first)
  await transport.send(second)
  await transport.send(second)
  t.match(await mailbox.list(), [
    { id: second.id, subject: 'Zweite', to: 'ali@example.org' },
    { id: first.id, subject: first.subject, to: first.to },
  ])
  t.equal((await mailbox.list()).length, 2, 'a repeated mail is one file')
  const read = await mailbox.read(first.id)
  t.equal(read?.text.trim().replaceAll('\r\n', '\n'), first.text)
  t.match(await mailbox.list(1), [{ id: second.id }])
})

t.test('the mailbox shows whole mails from its own folder only', async (t) => {
  const folder = await temporaryFolder(t)
  const one = mail()
  await mailFolder(folder).send(one)
  await writeFile(join(folder, `${newId()}.eml.part`), 'half a mail')
  t.equal((await openMailbox(folder).list()).length, 1)
  t.equal(await openMailbox(folder).read(newId()), null)
  t.equal(await openMailbox(folder).read('../../../etc/passwd'), null)
  t.same(await readdir(folder).then((files) => files.filter((name) => name.endsWith('.eml'))), [`${one.id}.eml`])
})

const openPost = (open: OpenTestDatabase) =>
  open({
    entities: [...entities, ...vault.entities],
    migrations: [{ plugin: 'core', migrations: [...migrations, ...vault.migrations] }],
  })

eachDatabase(t, 'a mail leaves with the commit, and not without it', async (t, open) => {
  const database = await openPost(open)
  const { to, subject, text } = mail()
  const jobs = () => rowsOf<Tables>(database.em()).selectFrom('core_job').select(['id', 'topic', 'payload']).execute()
  await t.rejects(
    unitOfWork(database, async (em) => {
      sendMail(em, { to, subject, text })
      throw new Error('the unit fails')
    }),
  )
  t.same(await jobs(), [])
  const id = await unitOfWork(database, async (em) => sendMail(em, { to, subject, text }))
  const waiting = await jobs()
  t.match(waiting, [{ id, topic: mailTopic }])
  t.same(await openMail(database.em(), id, waiting[0]!.payload), { to, subject, text })
})

eachDatabase(t, 'a mail that waits is sealed, and is gone with whom it was for', async (t, open) => {
  const database = await openPost(open)
  const { to, subject, text } = mail()
  const jobs = () => rowsOf<Tables>(database.em()).selectFrom('core_job').selectAll().execute()
  const sent: OutgoingMail[] = []
  const deliver = mailJob(
    database,
    { send: async (one) => void sent.push(one), close: () => {} },
    'portal@aachen.example',
  )
  const run = async () => {
    const { id: jobId, payload } = (await jobs())[0]!
    await deliver({ jobId, payload, attempt: 1, signal: new AbortController().signal })
  }
  await unitOfWork(database, async (em) => sendMail(em, { to, subject, text }))
  t.notMatch(JSON.stringify(await jobs()), /erika|Antrag|Guten Tag/)
  await run()
  t.match(sent, [{ to, subject, text }])

  const recipient = await subjectOfAddress(database.em(), to)
  await unitOfWork(database, (em) => destroyKeys(em, [recipient]))
  await run()
  t.equal(sent.length, 1, 'also where the mail itself came back with an older database')
  t.equal(await unitOfWork(database, (em) => forgetMails(em, { address: to, subject: recipient })), 1)
  t.same(await jobs(), [])
})

eachDatabase(t, 'mails that waited before they were sealed are sent, and can be forgotten', async (t, open) => {
  const database = await openPost(open)
  const { to, subject, text } = mail()
  await unitOfWork(database, async (em) => enqueue(em, mailTopic, { to, subject, text }))
  t.same(await openMail(database.em(), newId(), { to, subject, text }), { to, subject, text })
  t.equal(await unitOfWork(database, (em) => forgetMails(em, { address: to, subject: newId() })), 1)
})

t.test('what a mail server says names nobody in logs and dead letters', async (t) => {
  const said = Object.assign(new Error('550 <erika@example.org>: user erika@example.org unknown'), {
    responseCode: 550,
    rejected: ['erika@example.org'],
  })
  const error = withoutAddresses(said)
  t.equal(error.message, '550 <…>: user … unknown')
  t.match(error, { responseCode: 550 })
  t.notMatch(JSON.stringify({ ...error, stack: error.stack }), /erika/)
})

eachDatabase(t, 'a mail has one recipient and one line of subject', async (t, open) => {
  const database = await openPost(open)
  const { to, subject, text } = mail()
  const send = (message: object) => unitOfWork(database, async (em) => sendMail(em, { to, subject, text, ...message }))
  for (const address of ['', 'erika', 'a@b.de, c@d.de', 'a@b.de\r\nBcc: c@d.de', '"x" <a@b.de>']) {
    await t.rejects(send({ to: address }), { code: 'mail.bad-address' }, JSON.stringify(address))
  }
  await t.rejects(send({ subject: 'a\r\nBcc: c@d.de' }), { code: 'mail.bad-subject' })
})
