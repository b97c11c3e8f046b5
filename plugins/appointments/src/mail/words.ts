import type { Phrase } from '@kreiswerk/ui-kit'

/** The mails about an appointment. They name office, time and number and lead to the portal; the rest is read there. */
export const mails = {
  confirm: {
    subject: { de: 'Bitte bestätigen Sie Ihren Termin', en: 'Please confirm your appointment' },
    body: {
      de: 'Sie haben einen Termin ausgewählt:\n\n{what}\n\nBitte bestätigen Sie ihn bis {until} Uhr:\n{url}\n\nOhne Bestätigung wird der Termin wieder frei. Haben Sie keinen Termin ausgewählt? Dann tun Sie einfach nichts.',
      en: 'You have chosen an appointment:\n\n{what}\n\nPlease confirm it by {until}:\n{url}\n\nWithout confirmation the time becomes free again. You did not choose an appointment? Then do nothing.',
      'de-simple':
        'Sie wollen einen Termin:\n\n{what}\n\nSie müssen den Termin bestätigen. Das geht bis {until} Uhr. Klicken Sie dafür hier:\n{url}',
    },
  },
  confirmed: {
    subject: { de: 'Ihr Termin am {day}', en: 'Your appointment on {day}' },
    body: {
      de: 'Ihr Termin ist gebucht:\n\n{what}\n\nIhre Nummer für die Anmeldung vor Ort: {code}\n\nTermin ansehen, verschieben oder absagen, QR-Code für die Anmeldung, „Ich bin da“:\n{url}',
      en: 'Your appointment is booked:\n\n{what}\n\nYour number for check-in: {code}\n\nSee, move or cancel it, QR code for check-in, “I am here”:\n{url}',
      'de-simple':
        'Sie haben einen Termin:\n\n{what}\n\nIhre Nummer ist {code}. Die Nummer brauchen Sie im Amt.\n\nHier können Sie den Termin ändern oder absagen:\n{url}',
    },
  },
  moved: {
    subject: { de: 'Ihr Termin wurde verschoben: {day}', en: 'Your appointment was moved: {day}' },
    body: {
      de: 'Ihr Termin hat eine neue Zeit:\n\n{what}\n\nIhre Nummer für die Anmeldung vor Ort: {code}\n\nTermin ansehen, verschieben oder absagen, QR-Code für die Anmeldung, „Ich bin da“:\n{url}',
      en: 'Your appointment has a new time:\n\n{what}\n\nYour number for check-in: {code}\n\nSee, move or cancel it, QR code for check-in, “I am here”:\n{url}',
      'de-simple':
        'Ihr Termin ist jetzt zu einer anderen Zeit:\n\n{what}\n\nIhre Nummer ist {code}.\n\nHier können Sie den Termin ändern oder absagen:\n{url}',
    },
  },
  cancelled: {
    subject: { de: 'Ihr Termin ist abgesagt', en: 'Your appointment is cancelled' },
    body: {
      de: 'Dieser Termin ist abgesagt:\n\n{what}\n\nEinen neuen Termin finden Sie hier:\n{url}',
      en: 'This appointment is cancelled:\n\n{what}\n\nFind a new one here:\n{url}',
      'de-simple': 'Diesen Termin gibt es nicht mehr:\n\n{what}\n\nHier finden Sie einen neuen Termin:\n{url}',
    },
  },
  'cancelled-by-office': {
    subject: { de: 'Wir müssen Ihren Termin absagen', en: 'We have to cancel your appointment' },
    body: {
      de: 'Diesen Termin müssen wir leider absagen:\n\n{what}\n\nDer Grund: {reason}\n\nEinen neuen Termin finden Sie hier:\n{url}',
      en: 'Unfortunately we have to cancel this appointment:\n\n{what}\n\nThe reason: {reason}\n\nFind a new one here:\n{url}',
      'de-simple':
        'Ihr Termin fällt aus:\n\n{what}\n\nDer Grund ist: {reason}\n\nHier finden Sie einen neuen Termin:\n{url}',
    },
  },
} satisfies Record<string, { subject: Phrase; body: Phrase }>

export type MailKind = keyof typeof mails
