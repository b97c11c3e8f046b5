import { createTransport } from 'nodemailer'
import t from 'tap'
import { startMailServer } from './mail-server.ts'

t.test('a mail that is sent is found by address and subject', async (t) => {
  const mails = await startMailServer()
  t.teardown(() => mails.stop())
  const later = mails.waitForMail('anna@example.org', /bestätigen/)
  await createTransport(mails.url).sendMail({
    from: 'portal@example.org',
    to: 'anna@example.org',
    subject: 'Adresse bestätigen',
    text: 'Guten Tag',
  })
  t.equal((await later).text.trim(), 'Guten Tag')
  t.equal((await mails.waitForMail('anna@example.org', /Adresse/)).subject, 'Adresse bestätigen')
  await t.rejects(mails.waitForMail('berta@example.org', /./, 50), { message: /anna@example\.org: Adresse/ })
})
