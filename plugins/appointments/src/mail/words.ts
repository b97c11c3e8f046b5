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
  reminder: {
    subject: { de: 'Erinnerung: Ihr Termin am {day}', en: 'Reminder: your appointment on {day}' },
    body: {
      de: 'Wir erinnern Sie an Ihren Termin:\n\n{what}\n\nBitte bringen Sie mit:\n{bring}\n\nIhre Nummer für die Anmeldung vor Ort: {code}\n\nSie können nicht kommen? Bitte sagen Sie ab. Dann bekommt jemand anders den Termin:\n{url}',
      en: 'This is a reminder of your appointment:\n\n{what}\n\nPlease bring:\n{bring}\n\nYour number for check-in: {code}\n\nYou cannot come? Please cancel, so that somebody else gets the time:\n{url}',
      'de-simple':
        'Sie haben bald einen Termin:\n\n{what}\n\nDas müssen Sie mitbringen:\n{bring}\n\nIhre Nummer ist {code}.\n\nSie können nicht kommen? Dann sagen Sie bitte ab:\n{url}',
    },
  },
  offer: {
    subject: { de: 'Ein Termin ist frei geworden', en: 'An appointment has become free' },
    body: {
      de: 'Sie stehen auf der Warteliste. Dieser Termin ist frei geworden:\n\n{what}\n\nWir halten ihn bis {until} Uhr für Sie frei. Annehmen oder ablehnen:\n{url}\n\nOhne Antwort bekommt ihn die nächste Person. Sie bleiben auf der Warteliste.',
      en: 'You are on the waiting list. This appointment has become free:\n\n{what}\n\nIt is kept for you until {until}. Accept or decline:\n{url}\n\nWithout an answer it goes to the next person. You stay on the list.',
      'de-simple':
        'Sie warten auf einen Termin. Dieser Termin ist frei:\n\n{what}\n\nSie müssen bis {until} Uhr antworten. Klicken Sie dafür hier:\n{url}',
    },
  },
} satisfies Record<string, { subject: Phrase; body: Phrase }>

export type MailKind = keyof typeof mails

/** The mails about an entry on the waiting list or in a draw. */
export const entryMails = {
  confirmEntry: {
    subject: { de: 'Bitte bestätigen Sie Ihren Eintrag', en: 'Please confirm your entry' },
    body: {
      de: 'Sie möchten auf die Warteliste:\n\n{what}\n\nBitte bestätigen Sie das:\n{url}\n\nErst dann zählt Ihr Eintrag. Haben Sie das nicht gewollt? Dann tun Sie einfach nichts.',
      en: 'You want to join the waiting list:\n\n{what}\n\nPlease confirm:\n{url}\n\nOnly then your entry counts. You did not ask for it? Then do nothing.',
      'de-simple':
        'Sie wollen auf die Warte-Liste:\n\n{what}\n\nSie müssen das bestätigen. Klicken Sie dafür hier:\n{url}',
    },
  },
  confirmWish: {
    subject: { de: 'Bitte bestätigen Sie Ihre Teilnahme an der Verlosung', en: 'Please confirm that you take part' },
    body: {
      de: 'Sie möchten an der Verlosung teilnehmen:\n\n{what}\n\nBitte bestätigen Sie das bis {until}:\n{url}\n\nErst dann nehmen Sie teil. Haben Sie das nicht gewollt? Dann tun Sie einfach nichts.',
      en: 'You want to take part in the draw:\n\n{what}\n\nPlease confirm by {until}:\n{url}\n\nOnly then you take part. You did not ask for it? Then do nothing.',
      'de-simple':
        'Sie wollen bei der Verlosung mitmachen:\n\n{what}\n\nSie müssen das bestätigen. Das geht bis {until}. Klicken Sie dafür hier:\n{url}',
    },
  },
  waiting: {
    subject: { de: 'Sie stehen auf der Warteliste', en: 'You are on the waiting list' },
    body: {
      de: 'Sie stehen auf der Warteliste:\n\n{what}\n\nWird ein passender Termin frei, schreiben wir Ihnen. Bitte schauen Sie dann schnell in Ihr Postfach.\n\nEintrag ansehen oder löschen:\n{url}',
      en: 'You are on the waiting list:\n\n{what}\n\nWe write to you when a suitable time becomes free. Please answer quickly then.\n\nSee or remove your entry:\n{url}',
      'de-simple':
        'Sie stehen auf der Warte-Liste:\n\n{what}\n\nIst ein Termin frei? Dann schreiben wir Ihnen.\n\nWollen Sie nicht mehr warten? Klicken Sie hier:\n{url}',
    },
  },
  wishing: {
    subject: { de: 'Sie nehmen an der Verlosung teil', en: 'You take part in the draw' },
    body: {
      de: 'Sie nehmen an der Verlosung teil:\n\n{what}\n\nIhre Losnummer: {ticket}\n\nGelost wird am {until}. Wir schreiben Ihnen, wie es ausgeht.\n\nTeilnahme ansehen oder beenden:\n{url}',
      en: 'You take part in the draw:\n\n{what}\n\nYour ticket: {ticket}\n\nThe draw is on {until}. We write to you about the result.\n\nSee or end your participation:\n{url}',
      'de-simple':
        'Sie machen bei der Verlosung mit:\n\n{what}\n\nIhre Los-Nummer ist: {ticket}\n\nWir schreiben Ihnen nach der Verlosung.\n\nWollen Sie nicht mehr mitmachen? Klicken Sie hier:\n{url}',
    },
  },
  lost: {
    subject: { de: 'Die Verlosung: leider kein Termin', en: 'The draw: unfortunately no appointment' },
    body: {
      de: 'Bei der Verlosung war für Sie leider kein Termin dabei:\n\n{what}\n\nIhre Losnummer: {ticket}\n\nWie gelost wurde, können Sie hier nachprüfen:\n{url}\n\nAn der nächsten Verlosung können Sie wieder teilnehmen.',
      en: 'There was no appointment for you in the draw:\n\n{what}\n\nYour ticket: {ticket}\n\nSee here how it was drawn:\n{url}\n\nYou can take part in the next draw.',
      'de-simple':
        'Sie haben bei der Verlosung keinen Termin bekommen:\n\n{what}\n\nSie können beim nächsten Mal wieder mitmachen:\n{url}',
    },
  },
} satisfies Record<string, { subject: Phrase; body: Phrase }>

export type EntryMailKind = keyof typeof entryMails
