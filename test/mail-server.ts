import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import type { ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real SMTP server that keeps what it receives. */
export interface MailServer {
  /** E.g. `smtp://127.0.0.1:40123`. */
  readonly url: string
  readonly received: readonly ReceivedMail[]
  /** The first mail to this address whose subject fits, as soon as it is there; fails after `timeout` ms. */
  waitForMail(to: string, subject: RegExp, timeout?: number): Promise<ReceivedMail>
  stop(): Promise<void>
}

export interface ReceivedMail {
  to: string[]
  subject: string
  text: string
  parsed: ParsedMail
}

interface Waiting {
  wants: (mail: ReceivedMail) => boolean
  take: (mail: ReceivedMail) => void
}

/** Starts one on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const waiting = new Set<Waiting>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address)
      simpleParser(stream).then((parsed) => {
        const mail = { to, subject: parsed.subject ?? '', text: parsed.text ?? '', parsed }
        received.push(mail)
        for (const one of waiting) if (one.wants(mail)) one.take(mail)
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    waitForMail(to, subject, timeout = 20_000) {
      const wants = (mail: ReceivedMail) => mail.to.includes(to) && subject.test(mail.subject)
      const there = received.find(wants)
      return there ? Promise.resolve(there) : nextMail(waiting, wants, () => missing(to, subject, received), timeout)
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function nextMail(waiting: Set<Waiting>, wants: Waiting['wants'], explain: () => string, timeout: number) {
  return new Promise<ReceivedMail>((resolve, reject) => {
    const one: Waiting = { wants, take: settle }
    const timer = setTimeout(() => {
      waiting.delete(one)
      reject(new Error(explain()))
    }, timeout)
    function settle(mail: ReceivedMail): void {
      clearTimeout(timer)
      waiting.delete(one)
      resolve(mail)
    }
    waiting.add(one)
  })
}

function missing(to: string, subject: RegExp, received: readonly ReceivedMail[]): string {
  const list = received.map((mail) => `${mail.to.join(', ')}: ${mail.subject}`).join('\n')
  return `No mail to ${to} with a subject like ${subject} came. Received:\n${list || '(none)'}`
}
