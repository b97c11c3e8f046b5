import { hashSecret } from '../base/id.ts'
import type { KreiswerkError } from '../base/error.ts'
import { issueToken, peekToken } from '../auth/token.ts'
import { readingEm } from '../storage/reading.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import type { WebCaller } from './caller.ts'
import type { Attempt } from './form.ts'
import type { Site } from './site.ts'

/** In the address of a page: which form that was typed before waits there. */
export const keptParameter = 'fortsetzen'
const purpose = 'kept-form'
const lifetime = 30 * 60_000

/** Whether the person can mend it by proving who they are: more surely, or again. */
export const asksForProof = ({ code }: KreiswerkError): boolean =>
  code === 'auth.step-up-required' || code === 'auth.confirmation-required'

/** Where somebody proves it, and comes back from. */
export function wayToProof({ code, params }: KreiswerkError, back: string): string {
  const next = encodeURIComponent(back)
  if (code === 'auth.step-up-required') return `/anmelden/erhoehen?stufe=${params.level}&weiter=${next}`
  return `${params.realm === 'staff' ? '/staff' : ''}/anmelden/bestaetigen?weiter=${next}`
}

/**
 * Keeps what somebody typed for half an hour while they prove who they are; returns the address that brings it back. It is
 * sealed with the account's key as well, and opens for the same account on the same page only. Files are not kept.
 */
export async function keepForm(site: Site, { actor }: WebCaller, url: string, attempt: Attempt): Promise<string> {
  const { runtime, seal } = site
  const accountId = actor.accountId ?? ''
  const form = seal.close(placeOf(accountId, url), { ...attempt, values: withoutFiles(attempt.values), problems: [] })
  const expiresAt = new Date(runtime.clock().getTime() + lifetime)
  const owner = actor.accountId === null ? {} : { accountId: actor.accountId }
  const subject = hashSecret(`${purpose} ${accountId}`)
  const token = { purpose, subject, payload: { form }, expiresAt, ...owner } as const
  const secret = await unitOfWork(runtime.database, (em) => issueToken(em, token))
  const back = new URL(url, 'http://portal')
  back.searchParams.set(keptParameter, secret)
  return back.pathname + back.search
}

/** What this person typed on this page before, or `null` when it is somebody else's, from elsewhere, or too old. */
export async function findKeptForm(
  { runtime, seal }: Site,
  { actor }: WebCaller,
  url: string,
  secret: string,
): Promise<Attempt | null> {
  if (actor.accountId === null) return null
  const em = readingEm(runtime.database)
  const kept = await peekToken<{ form: string }>(em, purpose, secret, runtime.clock())
  if (kept === null) return null
  return (seal.open(placeOf(actor.accountId, url), kept.form) as Attempt | undefined) ?? null
}

const placeOf = (accountId: string, url: string): string => `${purpose} ${accountId} ${url.split('?')[0]}`

const withoutFiles = (values: Attempt['values']): Attempt['values'] =>
  JSON.parse(
    JSON.stringify(values, (_name, value: unknown) => (isFile(value) ? undefined : value)),
  ) as Attempt['values']

const isFile = (value: unknown): boolean => typeof value === 'object' && value !== null && 'keep' in value
