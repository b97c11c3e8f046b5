import { type Kysely, sql } from 'kysely'
import { column, isPostgres } from '../storage/column.ts'
import type { Migration } from '../storage/migration.ts'
import { attributeEmails } from './attribute-email-migration.ts'
import { passkeysAndDeputies } from './passkey-migration.ts'
import { sealedAccounts } from './seal-accounts-migration.ts'
import { unitPath } from './unit.ts'

/** Accounts and whatever opens them. */
const accounts: Migration = {
  name: '0010-accounts',
  async up(db) {
    const { uuid, text, integer, instant } = column(db)
    await db.schema
      .createTable('core_account')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('realm', text, (it) => it.notNull())
      .addColumn('email', text)
      .addColumn('name', text, (it) => it.notNull())
      .addColumn('password_hash', text)
      .addColumn('totp_secret', text)
      .addColumn('totp_step', integer)
      .addColumn('confirmed_at', instant)
      .addColumn('disabled_at', instant)
      .addColumn('locale', text, (it) => it.notNull())
      .addColumn('created_at', instant, (it) => it.notNull())
      .execute()
    await unique(db, 'core_account', 'core_account_email', ['realm', 'email'])
    await db.schema
      .createTable('core_identity')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('account_id', uuid, (it) => it.notNull())
      .addColumn('issuer', text, (it) => it.notNull())
      .addColumn('subject', text, (it) => it.notNull())
      .addColumn('trust', text, (it) => it.notNull())
      .addColumn('created_at', instant, (it) => it.notNull())
      .addColumn('used_at', instant, (it) => it.notNull())
      .execute()
    await unique(db, 'core_identity', 'core_identity_subject', ['issuer', 'subject'])
    await index(db, 'core_identity', 'core_identity_account', ['account_id'])
    await db.schema
      .createTable('core_attribute')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('account_id', uuid, (it) => it.notNull())
      .addColumn('name', text, (it) => it.notNull())
      .addColumn('value', text, (it) => it.notNull())
      .addColumn('trust', text, (it) => it.notNull())
      .addColumn('issuer', text, (it) => it.notNull())
      .addColumn('updated_at', instant, (it) => it.notNull())
      .execute()
    await unique(db, 'core_attribute', 'core_attribute_name', ['account_id', 'name', 'issuer'])
  },
}

/** Sessions, logins under way, single-use secrets, and the brake on guessing. */
const sessions: Migration = {
  name: '0011-sessions',
  async up(db) {
    const { uuid, text, integer, instant, json } = column(db)
    await db.schema
      .createTable('core_session')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('hash', text, (it) => it.notNull())
      .addColumn('account_id', uuid, (it) => it.notNull())
      .addColumn('realm', text, (it) => it.notNull())
      .addColumn('trust', text, (it) => it.notNull())
      .addColumn('provider', text, (it) => it.notNull())
      .addColumn('auth_time', instant, (it) => it.notNull())
      .addColumn('seen_at', instant, (it) => it.notNull())
      .addColumn('idle_expires_at', instant, (it) => it.notNull())
      .addColumn('expires_at', instant, (it) => it.notNull())
      .addColumn('user_agent', text, (it) => it.notNull())
      .addColumn('revoked_at', instant)
      .execute()
    await unique(db, 'core_session', 'core_session_hash', ['hash'])
    await index(db, 'core_session', 'core_session_account', ['account_id'])
    await index(db, 'core_session', 'core_session_expires', ['expires_at'])
    await db.schema
      .createTable('core_login_attempt')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('hash', text, (it) => it.notNull())
      .addColumn('kind', text, (it) => it.notNull())
      .addColumn('realm', text, (it) => it.notNull())
      .addColumn('provider', text, (it) => it.notNull())
      .addColumn('state', text)
      .addColumn('nonce', text)
      .addColumn('verifier', text)
      .addColumn('level', text, (it) => it.notNull())
      .addColumn('account_id', uuid)
      .addColumn('return_path', text, (it) => it.notNull())
      .addColumn('expires_at', instant, (it) => it.notNull())
      .execute()
    await unique(db, 'core_login_attempt', 'core_login_attempt_hash', ['hash'])
    await index(db, 'core_login_attempt', 'core_login_attempt_expires', ['expires_at'])
    await db.schema
      .createTable('core_token')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('hash', text, (it) => it.notNull())
      .addColumn('purpose', text, (it) => it.notNull())
      .addColumn('subject', text)
      .addColumn('payload', json, (it) => it.notNull())
      .addColumn('expires_at', instant, (it) => it.notNull())
      .execute()
    await unique(db, 'core_token', 'core_token_hash', ['hash'])
    await index(db, 'core_token', 'core_token_subject', ['subject'])
    await index(db, 'core_token', 'core_token_expires', ['expires_at'])
    await db.schema
      .createTable('core_rate_limit')
      .addColumn('key', text, (it) => it.primaryKey().notNull())
      .addColumn('failures', integer, (it) => it.notNull())
      .addColumn('blocked_until', instant, (it) => it.notNull())
      .addColumn('forget_at', instant, (it) => it.notNull())
      .execute()
    await index(db, 'core_rate_limit', 'core_rate_limit_forget', ['forget_at'])
  },
}

/** Organisation units and the roles people hold in them. */
const roles: Migration = {
  name: '0012-roles',
  async up(db) {
    const { uuid, text, instant } = column(db)
    if (isPostgres(db)) await sql`create collation if not exists "binary" from "C"`.execute(db)
    await db.schema
      .createTable('core_unit')
      .addColumn('path', unitPath, (it) => it.primaryKey().notNull())
      .addColumn('name', text, (it) => it.notNull())
      .execute()
    await db.schema
      .createTable('core_role_assignment')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('account_id', uuid, (it) => it.notNull())
      .addColumn('role', text, (it) => it.notNull())
      .addColumn('unit', unitPath, (it) => it.notNull())
      .addColumn('valid_from', instant)
      .addColumn('valid_to', instant)
      .execute()
    await index(db, 'core_role_assignment', 'core_role_assignment_account', ['account_id'])
  },
}

export const migrations: readonly Migration[] = [
  accounts,
  sessions,
  roles,
  passkeysAndDeputies,
  sealedAccounts,
  attributeEmails,
]

const index = (db: Kysely<unknown>, table: string, name: string, columns: string[]) =>
  db.schema.createIndex(name).on(table).columns(columns).execute()

const unique = (db: Kysely<unknown>, table: string, name: string, columns: string[]) =>
  db.schema.createIndex(name).unique().on(table).columns(columns).execute()
