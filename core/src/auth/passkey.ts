import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { AuthTables, PasskeyRow } from './tables.ts'

/** A site's identity towards authenticators: they answer to this host and this address only. */
export interface RelyingParty {
  /** Shown by the browser. */
  name: string
  /** Address of the portal, e.g. `https://service.example.de`. */
  origin: string
}

/** The host that passkeys are bound to. */
export const relyingPartyId = ({ origin }: RelyingParty): string => new URL(origin).hostname

/** How long a browser may take to ask the person, in milliseconds. */
export const challengeLifetime = 5 * 60_000

/** The passkeys of an account, oldest first. */
export const listPasskeys = (em: EntityManager, accountId: string): Promise<PasskeyRow[]> =>
  rowsOf<AuthTables>(em)
    .selectFrom('core_passkey')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('id')
    .execute()

export const findPasskey = (em: EntityManager, credentialId: string): Promise<PasskeyRow | undefined> =>
  rowsOf<AuthTables>(em)
    .selectFrom('core_passkey')
    .selectAll()
    .where('credentialId', '=', credentialId)
    .executeTakeFirst()

/** Removes a passkey of this account; whether there was one. */
export async function removePasskey(em: EntityManager, accountId: string, id: string): Promise<boolean> {
  const removed = await rowsOf<AuthTables>(em)
    .deleteFrom('core_passkey')
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

/** Removes all passkeys of an account. */
export async function removePasskeysOf(em: EntityManager, accountId: string): Promise<void> {
  await rowsOf<AuthTables>(em).deleteFrom('core_passkey').where('accountId', '=', accountId).execute()
}
