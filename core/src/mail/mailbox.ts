import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface MailHeader {
  id: string
  to: string
  subject: string
  at: Date
}

export interface ReadMail extends MailHeader {
  text: string
}

/** The mails that a portal without a mail server has kept: for the development page and for tests. */
export interface Mailbox {
  /** The newest mails first, 50 unless told. */
  list(limit?: number): Promise<MailHeader[]>
  /** One mail, or `null` when there is none with this id. */
  read(id: string): Promise<ReadMail | null>
}

export function openMailbox(folder: string): Mailbox {
  return {
    async list(limit = 50) {
      const files = await readdir(folder).catch(() => [])
      const ids = files.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length))
      const newest = ids.toSorted().toReversed().slice(0, limit)
      return Promise.all(newest.map((id) => parse(folder, id)))
    },
    async read(id) {
      if (!/^[0-9a-f-]{36}$/.test(id)) return null
      return parse(folder, id).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
    },
  }
}

async function parse(folder: string, id: string): Promise<ReadMail> {
  const { default: PostalMime } = await import('postal-mime')
  const mail = await PostalMime.parse(await readFile(join(folder, `${id}.eml`)))
  return {
    id,
    to: mail.to?.map(({ address }) => address).join(', ') ?? '',
    subject: mail.subject ?? '',
    at: new Date(mail.date ?? 0),
    text: mail.text ?? '',
  }
}
