import { createWritingContext } from '../../action/plugin-context.ts'
import type { Cause } from '../../action/plugin-context.ts'
import type { Runtime } from '../../action/runtime.ts'
import { appendAudit } from '../../audit/append.ts'
import { findAccount, findAccountByEmail } from '../../auth/account.ts'
import { contactEmail } from '../../auth/attribute.ts'
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
  'There is no account {person}; name an account id, or an e-mail address',
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

/** Finds somebody by account id, or by the address of a citizen's account, or by an address alone. */
export async function findPerson(em: EntityManager, person: string): Promise<DataSubject> {
  if (person.includes('@')) {
    const account = await findAccountByEmail(em, 'citizen', person)
    return { accountId: account?.id ?? null, email: person.trim().toLowerCase() }
  }
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(person)
  const account = isId ? await findAccount(em, person.toLowerCase()) : undefined
  if (account === undefined) throw unknownPerson({ person: isId ? person : '' })
  return { accountId: account.id, email: account.email ?? (await contactEmail(em, account.id)) }
}

/** Everything kernel and plugins keep about a person, by plugin (DSGVO Art. 15). Leaves an audit entry. */
export async function exportPerson(options: PersonOptions, subject: DataSubject): Promise<Record<string, unknown>> {
  const { runtime, plugins, cause } = options
  return unitOfWork(runtime.database, async (em) => {
    const core = subject.accountId === null ? null : await exportAccount(em, subject.accountId)
    const exported: Record<string, unknown> = { core }
    for (const { id, declaration } of plugins) {
      const context = createWritingContext(runtime, id, runtime.clock(), em, cause)
      if (declaration.privacy !== undefined) exported[id] = await declaration.privacy.export(context, subject)
    }
    await record(em, options, subject)
    return exported
  })
}

/**
 * Erases a person from kernel and plugins in one unit of work (DSGVO Art. 17): all or nothing. What a duty keeps stays
 * and is named; the rest goes, and with the destroyed keys every copy of it in files and old backups of this portal.
 */
export async function erasePerson(options: PersonOptions, subject: DataSubject): Promise<Erasure> {
  const { runtime, plugins, cause } = options
  return unitOfWork(runtime.database, async (em) => {
    const kept: KeptThing[] = []
    for (const { id, declaration } of plugins) {
      const context = createWritingContext(runtime, id, runtime.clock(), em, cause)
      const answer = await declaration.privacy?.erase(context, subject)
      kept.push(...(answer?.kept ?? []).map((thing) => ({ plugin: id, ...thing })))
    }
    const { id: entryId } = await record(em, options, subject)
    await eraseFromKernel(em, subject)
    return { entryId, kept }
  })
}

async function eraseFromKernel(em: EntityManager, { accountId, email }: DataSubject): Promise<void> {
  const subjects: string[] = []
  if (accountId !== null) {
    await eraseAccount(em, accountId)
    subjects.push(accountId)
  }
  if (email !== null) {
    const subject = await subjectOfAddress(em, email)
    await eraseRegistrations(em, email)
    await forgetMails(em, { address: email, subject })
    subjects.push(subject)
  }
  await destroyKeys(em, subjects)
}

/** The line names the account, or a pseudonym that follows from the address with the portal's key only. */
async function record(em: EntityManager, { runtime, cause }: PersonOptions, { accountId, email }: DataSubject) {
  return appendAudit(em, {
    at: runtime.clock(),
    actor: cause.actor.accountId,
    realm: cause.actor.kind,
    action: cause.name,
    object: `person:${accountId ?? (await subjectOfAddress(em, email ?? ''))}`,
    plugin: 'core',
    correlationId: cause.correlationId,
  })
}
