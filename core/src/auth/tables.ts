import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyDB } from '@mikro-orm/sql'
import type { Selectable } from 'kysely'
import type { TrustLevel } from '../base/trust.ts'
import { sealed, subjectId } from '../vault/sealed.ts'
import type { OpenRow } from '../vault/sealed.ts'
import { unitProperty } from './unit.ts'

export { migrations } from './migrations.ts'

/** Citizens and staff never mix: separate accounts, sessions and cookies. */
export type Realm = 'citizen' | 'staff'

export const Account = defineEntity({
  name: 'Account',
  tableName: 'core_account',
  properties: {
    id: p.uuid().primary(),
    realm: p.string().$type<Realm>(),
    /** In the spelling of `normaliseEmail`. */
    email: sealed<string>().nullable(),
    /** The blind index of the address: unique within the realm. */
    emailIndex: p.string().nullable(),
    name: sealed<string>(),
    /** Argon2id in PHC format; `null` for accounts that only an identity provider opens. */
    passwordHash: p.string().nullable(),
    totpSecret: sealed<string>().nullable(),
    /** The time step of the last accepted code: nothing at or before it counts again. */
    totpStep: p.integer().nullable(),
    confirmedAt: p.datetime().nullable(),
    disabledAt: p.datetime().nullable(),
    locale: p.string(),
    createdAt: p.datetime(),
  },
  uniques: [{ name: 'core_account_email', properties: ['realm', 'emailIndex'] }],
  indexes: [{ name: 'core_account_created', properties: ['realm', 'createdAt', 'id'] }],
})

/** A login at an identity provider that opens an account; the key is issuer and subject, never the e-mail address. */
export const Identity = defineEntity({
  name: 'Identity',
  tableName: 'core_identity',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    issuer: p.string(),
    subject: p.string(),
    /** The highest level the provider has reported so far. */
    trust: p.string().$type<TrustLevel>(),
    createdAt: p.datetime(),
    usedAt: p.datetime(),
  },
  uniques: [{ name: 'core_identity_subject', properties: ['issuer', 'subject'] }],
  indexes: [{ name: 'core_identity_account', properties: ['accountId'] }],
})

/** What an identity provider says about a person, with the level at which it vouches for this very value. */
export const Attribute = defineEntity({
  name: 'Attribute',
  tableName: 'core_attribute',
  properties: {
    id: p.uuid().primary(),
    accountId: subjectId(),
    name: p.string(),
    value: sealed<string>(),
    /** Finds the accounts of an e-mail address; `null` for every other attribute. */
    emailIndex: p.string().nullable(),
    trust: p.string().$type<TrustLevel>(),
    issuer: p.string(),
    updatedAt: p.datetime(),
  },
  uniques: [{ name: 'core_attribute_name', properties: ['accountId', 'name', 'issuer'] }],
  indexes: [{ name: 'core_attribute_email', properties: ['emailIndex'], where: 'email_index is not null' }],
})

export const Session = defineEntity({
  name: 'Session',
  tableName: 'core_session',
  properties: {
    /** Names the session to its owner; the secret in the cookie is another value. */
    id: p.uuid().primary(),
    hash: p.string(),
    accountId: p.uuid(),
    realm: p.string().$type<Realm>(),
    trust: p.string().$type<TrustLevel>(),
    /** Id of the identity provider that opened it. */
    provider: p.string(),
    authTime: p.datetime(),
    seenAt: p.datetime(),
    idleExpiresAt: p.datetime(),
    expiresAt: p.datetime(),
    userAgent: p.string(),
    revokedAt: p.datetime().nullable(),
  },
  uniques: [{ name: 'core_session_hash', properties: ['hash'] }],
  indexes: [
    { name: 'core_session_account', properties: ['accountId'] },
    { name: 'core_session_expires', properties: ['expiresAt'] },
  ],
})

/** A login under way, bound to one browser by a cookie, deleted at its first use. */
export const LoginAttempt = defineEntity({
  name: 'LoginAttempt',
  tableName: 'core_login_attempt',
  properties: {
    id: p.uuid().primary(),
    /** Of the secret in the browser's login cookie. */
    hash: p.string(),
    kind: p.string().$type<'oidc' | 'totp' | 'passkey' | 'passkey-registration'>(),
    realm: p.string().$type<Realm>(),
    provider: p.string(),
    /** State, nonce and PKCE verifier of an OIDC request; the state is the challenge where a passkey answers. */
    state: p.string().nullable(),
    nonce: p.string().nullable(),
    verifier: p.string().nullable(),
    level: p.string().$type<TrustLevel>(),
    /** Whoever has passed the password step, or is signed in and steps up. */
    accountId: p.uuid().nullable(),
    returnPath: p.text(),
    expiresAt: p.datetime(),
  },
  uniques: [{ name: 'core_login_attempt_hash', properties: ['hash'] }],
  indexes: [{ name: 'core_login_attempt_expires', properties: ['expiresAt'] }],
})

/** What a single-use secret opens. */
export type TokenPurpose =
  'confirm' | 'staff-setup' | 'reset-password' | 'staff-recovery' | 'person-inquiry' | 'kept-form'

/** A single-use secret handed out by mail or at first start. */
export const Token = defineEntity({
  name: 'Token',
  tableName: 'core_token',
  properties: {
    id: p.uuid().primary(),
    hash: p.string(),
    purpose: p.string().$type<TokenPurpose>(),
    subject: p.string().nullable(),
    payload: p.json<Record<string, unknown>>(),
    expiresAt: p.datetime(),
  },
  uniques: [{ name: 'core_token_hash', properties: ['hash'] }],
  indexes: [
    { name: 'core_token_subject', properties: ['subject'] },
    { name: 'core_token_expires', properties: ['expiresAt'] },
  ],
})

export const Unit = defineEntity({
  name: 'Unit',
  tableName: 'core_unit',
  properties: { path: unitProperty().primary(), name: p.string() },
})

/** A role somebody holds within a subtree of units, for a time if wanted. */
export const RoleAssignment = defineEntity({
  name: 'RoleAssignment',
  tableName: 'core_role_assignment',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    role: p.string(),
    unit: unitProperty(),
    validFrom: p.datetime().nullable(),
    validTo: p.datetime().nullable(),
    /** Whom a deputy stands in for, or another reason. */
    note: p.string().nullable(),
  },
  indexes: [{ name: 'core_role_assignment_account', properties: ['accountId'] }],
})

/** Failures under one key, an account or a network; each one makes the next attempt wait longer. */
export const RateLimit = defineEntity({
  name: 'RateLimit',
  tableName: 'core_rate_limit',
  properties: {
    key: p.string().primary(),
    failures: p.integer(),
    blockedUntil: p.datetime(),
    forgetAt: p.datetime(),
  },
  indexes: [{ name: 'core_rate_limit_forget', properties: ['forgetAt'] }],
})

/** A WebAuthn credential that opens an account; the private key never leaves the device. */
export const Passkey = defineEntity({
  name: 'Passkey',
  tableName: 'core_passkey',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    /** As the authenticator names it, base64url. */
    credentialId: p.string(),
    /** In COSE form. */
    publicKey: p.uint8array(),
    /** The authenticator's count of signatures, 32 bits; always 0 for passkeys that are synchronised. */
    counter: p.double().$type<number>(),
    transports: p.json<string[]>(),
    /** What the owner recognises it by. */
    label: p.string(),
    createdAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
  uniques: [{ name: 'core_passkey_credential', properties: ['credentialId'] }],
  indexes: [{ name: 'core_passkey_account', properties: ['accountId'] }],
})

export const entities = [
  Account,
  Identity,
  Attribute,
  Session,
  LoginAttempt,
  Token,
  Unit,
  RoleAssignment,
  RateLimit,
  Passkey,
]

/** The rows as Kysely sees them. */
export type AuthTables = InferKyselyDB<(typeof entities)[number], { columnNamingStrategy: 'property' }>

/** An account as it lies in the database. */
export type SealedAccountRow = Selectable<AuthTables['core_account']>
/** An account with its personal columns open. */
export type AccountRow = OpenRow<SealedAccountRow>
export type IdentityRow = Selectable<AuthTables['core_identity']>
export type SessionRow = Selectable<AuthTables['core_session']>
export type PasskeyRow = Selectable<AuthTables['core_passkey']>
export type RoleAssignmentRow = Selectable<AuthTables['core_role_assignment']>
export type LoginAttemptRow = Selectable<AuthTables['core_login_attempt']>
