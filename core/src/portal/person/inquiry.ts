import { hashSecret } from '../../base/id.ts'
import { issueToken, peekToken } from '../../auth/token.ts'
import type { DataSubject } from '../../plugin/define-plugin.ts'
import type { EntityManager } from '../../storage/database.ts'

const lifetime = 30 * 60_000

interface Asked {
  by: string
  subject: DataSubject
}

/**
 * Remembers whom an official has looked up, for half an hour, and returns what stands for it in addresses: a secret that
 * says nothing about the person and serves nobody else.
 */
export const openInquiry = (em: EntityManager, by: string, subject: DataSubject, now: Date): Promise<string> =>
  issueToken(em, {
    purpose: 'person-inquiry',
    subject: hashSecret(`inquiry ${by}`),
    payload: { by, subject } satisfies Asked,
    ...(subject.email === null ? {} : { about: subject.email }),
    expiresAt: new Date(now.getTime() + lifetime),
  })

/** Whom an inquiry is about; `null` when it is over, somebody else's, or the person is erased. */
export async function readInquiry(
  em: EntityManager,
  by: string | null,
  inquiry: string,
  now: Date,
): Promise<DataSubject | null> {
  const asked = await peekToken<Asked>(em, 'person-inquiry', inquiry, now)
  return asked?.by === by ? asked.subject : null
}
