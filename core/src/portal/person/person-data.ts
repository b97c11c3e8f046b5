import { createWritingContext } from '../../action/plugin-context.ts'
import type { Cause } from '../../action/plugin-context.ts'
import type { Runtime } from '../../action/runtime.ts'
import { appendAudit } from '../../audit/append.ts'
import { findAccount, findAccountByEmail } from '../../auth/account.ts'
import { accountsOfEmail, contactEmail, loadAttributes } from '../../auth/attribute.ts'
import { normaliseEmail } from '../../auth/email.ts'
import { eraseAccount, eraseRegistrations, exportAccount } from '../../auth/erase-account.ts'
import { defineError } from '../../base/error.ts'
import { forgetMails } from '../../mail/forget-mails.ts'
import type { DataSubject, Kept } from '../../plugin/define-plugin.ts'
import type { InstalledPlugin } from '../../plugin/installed-plugin.ts'
import type { EntityManager } from '../../storage/database.ts'
import { unitOfWork } from '../../storage/unit-of-work.ts'
import { destroyKeys, subjectOfAddress } from '../../vault/vault.ts'

const unknownPerson = defineError(
  'core.unknown-person',
  404,
  'Nothing is kept about such a person; check the account id, the e-mail address or the number',
)

const ambiguousPerson = defineError(
  'core.ambiguous-person',
  409,
  'Several accounts have this address: {accounts}; name one of them instead',
)

const staffAccount = defineError(
  'core.staff-account',
  409,
  'This account belongs to staff; it is looked after under /staff/konten',
)

/** What calls the plugins in the name of a person. */
export interface PersonOptions {
  runtime: Runtime
  plugins: readonly InstalledPlugin[]
  cause: Cause
}

/** Something that stays for now, and which plugin says so. */
export interface KeptThing extends Kept {
  plugin: string
}

/** What is left of an erasure. */
export interface Erasure {
  /** The audit entry that proves it. */
  entryId: string
  kept: KeptThing[]
}

/**
 * Finds somebody by account id, by the address of a citizen's account, which may be one that an identity provider
 * reported, or by an address alone. Throws `core.unknown-person` for an account that is not there and
 * `core.ambiguous-person` for an address that several accounts have.
 */
export async function findPerson(em: EntityManager, person: string): Promise<DataSubject> {
  if (person.includes('@')) {
    const own = await findAccountByEmail(em, 'citizen', person)
    const all = new Set([...(own === undefined ? [] : [own.id]), ...(await accountsOfEmail(em, person))])
    if (all.size > 1) throw ambiguousPerson({ accounts: [...all].join(', ') })
    return { accountId: [...all][0] ?? null, email: normaliseEmail(person) }
  }
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(person)
  const account = isId ? await findAccount(em, person.toLowerCase()) : undefined
  if (account === undefined) throw unknownPerson()
  return { accountId: account.id, email: account.email ?? (await contactEmail(em, account.id)) }
}

/** What is kept, by plugin; `core` is the kernel. */
export type Exported = Record<string, unknown>

/** Everything kernel and plugins keep about a person, by plugin (DSGVO Art. 15). Leaves an audit entry. */
export async function exportPerson(options: PersonOptions, subject: DataSubject): Promise<Exported> {
  return unitOfWork(options.runtime.database, async (em) => {
    const exported = await collect(em, options, subject)
    await record(em, options, subject)
    return exported
  })
}

async function collect(em: EntityManager, options: PersonOptions, subject: DataSubject): Promise<Exported> {
  const core = subject.accountId === null ? null : await exportAccount(em, subject.accountId)
  const exported: Exported = { core }
  for (const { id, context, privacy } of holders(em, options)) exported[id] = await privacy.export(context, subject)
  return exported
}

/** The plugins that keep something about people, each with its context. */
const holders = (em: EntityManager, { runtime, plugins, cause }: PersonOptions) =>
  plugins.flatMap(({ id, declaration: { privacy } }) =>
    privacy === undefined
      ? []
      : [{ id, privacy, context: createWritingContext(runtime, id, runtime.clock(), em, cause) }],
  )

/**
 * Finds a citizen by what an official is told: address, account id, or a number of a plugin. Leaves an audit entry and
 * hands its unit of work to `found`. Throws `core.unknown-person` where nobody is found or nothing is kept,
 * `core.ambiguous-person` where several are, and `core.staff-account` for an account of staff.
 */
export async function lookUpPerson<T>(
  options: PersonOptions,
  reference: string,
  found: (em: EntityManager, subject: DataSubject) => Promise<T>,
): Promise<T> {
  return unitOfWork(options.runtime.database, async (em) => {
    const subject = await resolve(em, options, reference.trim())
    const exported = await collect(em, options, subject)
    if (Object.values(exported).every(isNothing)) throw unknownPerson()
    const account = subject.accountId === null ? undefined : await findAccount(em, subject.accountId)
    if (account?.realm === 'staff') throw staffAccount()
    await record(em, options, subject)
    return found(em, subject)
  })
}

async function resolve(em: EntityManager, options: PersonOptions, reference: string): Promise<DataSubject> {
  for (const { context, privacy } of holders(em, options)) {
    const found = await privacy.find?.(context, reference)
    if (found?.accountId) return findPerson(em, found.accountId)
    if (found?.email) return findPerson(em, found.email)
    if (found?.reference) return found
  }
  return findPerson(em, reference)
}

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'object' && Object.values(value).every((member) => member === null || isEmptyList(member)))
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** What an erasure would find and what it would leave. */
export interface Rehearsal {
  exported: Exported
  kept: KeptThing[]
}

/** Erases a person and undoes it: shows exactly what an erasure would do. Leaves nothing, not even an audit entry. */
export async function rehearseErasure(options: PersonOptions, subject: DataSubject): Promise<Rehearsal> {
  const undone = Symbol('undone')
  let rehearsal: Rehearsal | undefined
  await unitOfWork(options.runtime.database, async (em) => {
    const exported = await collect(em, options, subject)
    rehearsal = { exported, kept: await eraseFromPlugins(em, options, subject) }
    throw Object.assign(new Error('The rehearsal of an erasure is undone'), { undone })
  }).catch((error: { undone?: symbol }) => {
    if (error.undone !== undone) throw error
  })
  return rehearsal!
}

/**
 * Erases a person from kernel and plugins in one unit of work (DSGVO Art. 17): all or nothing. What a duty keeps stays
 * and is named; the rest goes, and with the destroyed keys every copy of it in files and old backups of this portal.
 */
export async function erasePerson(options: PersonOptions, subject: DataSubject, ground?: string): Promise<Erasure> {
  return unitOfWork(options.runtime.database, async (em) => {
    const addresses = await addressesOf(em, options, subject)
    const kept = await eraseFromPlugins(em, options, subject)
    const { id: entryId } = await record(em, options, subject, { ...(ground === undefined ? {} : { ground }), kept })
    await eraseFromKernel(em, subject.accountId, addresses)
    return { entryId, kept }
  })
}

async function eraseFromPlugins(em: EntityManager, options: PersonOptions, subject: DataSubject) {
  const kept: KeptThing[] = []
  for (const { id, context, privacy } of holders(em, options)) {
    const answer = await privacy.erase(context, subject)
    kept.push(...answer.kept.map((thing) => ({ plugin: id, ...thing })))
  }
  return kept
}

/** Every address under which something of a person may wait in the kernel, such as a mail that could not be sent. */
async function addressesOf(em: EntityManager, options: PersonOptions, subject: DataSubject): Promise<Set<string>> {
  const { accountId, email } = subject
  const addresses = [email]
  if (accountId !== null) addresses.push(...(await emailsOfAccount(em, accountId)))
  for (const { context, privacy } of holders(em, options)) {
    addresses.push(...((await privacy.addresses?.(context, subject)) ?? []))
  }
  return new Set(addresses.flatMap((address) => (address === null ? [] : [normaliseEmail(address)])))
}

async function emailsOfAccount(em: EntityManager, accountId: string): Promise<(string | null)[]> {
  const account = await findAccount(em, accountId)
  const attributes = await loadAttributes(em, accountId)
  return [account?.email ?? null, ...attributes.flatMap(({ name, value }) => (name === 'email' ? [value] : []))]
}

async function eraseFromKernel(em: EntityManager, accountId: string | null, addresses: Set<string>): Promise<void> {
  const subjects: string[] = []
  if (accountId !== null) {
    await eraseAccount(em, accountId)
    subjects.push(accountId)
  }
  for (const address of addresses) {
    const subject = await subjectOfAddress(em, address)
    await eraseRegistrations(em, address)
    await forgetMails(em, { address, subject })
    subjects.push(subject)
  }
  await destroyKeys(em, subjects)
}

/** The line names the account, or a pseudonym that follows from the address or number with the portal's key only. */
async function record(
  em: EntityManager,
  { runtime, cause }: PersonOptions,
  { accountId, email, reference }: DataSubject,
  details?: unknown,
) {
  return appendAudit(em, {
    at: runtime.clock(),
    actor: cause.actor.accountId,
    realm: cause.actor.kind,
    action: cause.name,
    object: `person:${accountId ?? (await subjectOfAddress(em, email ?? reference ?? ''))}`,
    plugin: 'core',
    correlationId: cause.correlationId,
    ...(details === undefined ? {} : { details }),
  })
}
