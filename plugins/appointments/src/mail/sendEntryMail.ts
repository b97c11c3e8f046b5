import type { WritingContext } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { linkTo } from '../booking/link.ts'
import { officesOf } from '../catalogue/catalogue.ts'
import type { OpenEntry } from '../rows.ts'
import { dayInWords, timeInWords, wholeDay } from '../time/words.ts'
import { filling, greeting, titlesOf } from './sendMail.ts'
import { entryMails } from './words.ts'
import type { EntryMailKind } from './words.ts'

/** Writes to whoever waits or takes part in a draw. `closesAt` is the end of the draw. */
export async function sendEntryMail(
  context: WritingContext,
  kind: EntryMailKind,
  entry: OpenEntry,
  closesAt: Date | null = null,
): Promise<void> {
  if (entry.email === null) return
  const { em, origin, mail } = context
  const { locale } = entry
  const offices = officesOf(context).filter(({ id }) => entry.offices.includes(id))
  const zone = offices[0]?.timeZone ?? 'Europe/Berlin'
  const fill = filling({
    what: [
      ...titlesOf(context, entry),
      offices.map(({ name }) => phraseIn(name, locale)).join(', '),
      `${wholeDay(entry.firstDay, locale)} – ${wholeDay(entry.lastDay, locale)}`,
    ].join('\n'),
    until: closesAt === null ? '' : `${dayInWords(closesAt, zone, locale)}, ${timeInWords(closesAt, zone)}`,
    ticket: entry.id,
    url: origin + (await pathOf()),
  })
  const { subject, body } = entryMails[kind]
  mail({
    to: entry.email,
    subject: fill(phraseIn(subject, locale)),
    text: `${greeting(locale)}\n\n${fill(phraseIn(body, locale))}\n`,
  })

  async function pathOf(): Promise<string> {
    const linked = { id: entry.id, sequence: 0 }
    if (kind === 'lost') return `/termine/verlosung/${entry.items[0]!.service}`
    return kind === 'waiting' || kind === 'wishing'
      ? `/termine/eintrag/${await linkTo(em, 'entry', linked)}`
      : `/termine/eintrag-bestaetigen/${await linkTo(em, 'confirm-entry', linked)}`
  }
}
