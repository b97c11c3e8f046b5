import type { CaseRow } from '../case/rows.ts'
import { inWords } from '../service/wording.ts'
import type { Wording } from '../service/wording.ts'

/** A mail as the kernel sends it. Mails travel open: they name the number and lead to the portal, nothing else. */
interface Mail {
  to: string
  subject: string
  text: string
}

const greeting: Wording = { de: 'Guten Tag,', en: 'Good day,' }

const received = {
  subject: { de: 'Wir haben Ihren Antrag erhalten: {number}', en: 'We have received your application: {number}' },
  body: {
    de: 'wir haben Ihren Antrag erhalten. Er hat die Nummer {number}.\n\nWie weit wir sind, sehen Sie hier:\n{url}\n\nSobald wir entschieden haben, schreiben wir Ihnen.',
    en: 'we have received your application. Its number is {number}.\n\nSee how far we are:\n{url}\n\nWe will write to you as soon as we have decided.',
    'de-simple':
      'Ihr Antrag ist bei uns. Der Antrag hat die Nummer {number}.\n\nHier sehen Sie: So weit ist Ihr Antrag.\n{url}\n\nWir schreiben Ihnen wieder, wenn wir fertig sind.',
  },
} satisfies Record<string, Wording>

const decided = {
  subject: {
    de: 'Wir haben über Ihren Antrag entschieden: {number}',
    en: 'We have decided on your application: {number}',
  },
  body: {
    de: 'wir haben über Ihren Antrag {number} entschieden.\n\nDie Entscheidung lesen Sie hier, nachdem Sie sich angemeldet haben:\n{url}',
    en: 'we have decided on your application {number}.\n\nLog in to read the decision:\n{url}',
    'de-simple':
      'Wir sind mit Ihrem Antrag {number} fertig.\n\nHier können Sie das Ergebnis lesen. Dafür müssen Sie sich anmelden.\n{url}',
  },
} satisfies Record<string, Wording>

/** Tells the citizen that the office has the application. */
export const receivedMail = (row: CaseRow, origin: string): Mail => mailOf(received, row, origin)

/** Tells the citizen that there is a decision, not which. */
export const decidedMail = (row: CaseRow, origin: string): Mail => mailOf(decided, row, origin)

function mailOf(words: { subject: Wording; body: Wording }, row: CaseRow, origin: string): Mail {
  const fill = (wording: Wording) =>
    inWords(wording, row.locale)
      .replaceAll('{number}', row.trackingNumber)
      .replaceAll('{url}', `${origin}/antraege/${row.id}`)
  return {
    to: row.applicantEmail!,
    subject: fill(words.subject),
    text: `${inWords(greeting, row.locale)}\n\n${fill(words.body)}\n`,
  }
}
