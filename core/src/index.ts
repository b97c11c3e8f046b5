/** What a plugin author imports. */
export { action } from './action/action.ts'
export type { Action, AnyAction } from './action/action.ts'
export { anyone, may, signedIn, trust } from './action/allow.ts'
export type { Allow, Realm } from './action/allow.ts'
export type { ActionContext, LiveContext, PluginContext, WritingContext } from './action/context.ts'
export { conflict, forbidden, invalidInput, notFound, stepUpRequired } from './action/errors.ts'
export { fileReply } from './action/file-reply.ts'
export type { FileReply } from './action/file-reply.ts'
export { upload } from './action/upload.ts'
export type { UploadOptions } from './action/upload.ts'
export type { FileType } from './action/file-type.ts'
export type { Upload } from './storage/upload.ts'
export type { Actor, Grant } from './auth/actor.ts'
export { decide, filter, withinUnits } from './auth/permission.ts'
export type { Resource, UnitFilter } from './auth/permission.ts'
export { oidc } from './auth/oidc.ts'
export { password } from './auth/identity-provider.ts'
export { loadAttributes } from './auth/attribute.ts'
export type { VerifiedAttribute } from './auth/attribute.ts'
export { unitPath, unitProperty } from './auth/unit.ts'
export { defineError, isError } from './base/error.ts'
export type { ErrorFactory, ErrorOptions, KreiswerkError, Problem } from './base/error.ts'
export { hashSecret, newId, newSecret } from './base/id.ts'
export { contribute, event, extensionPoint, service } from './base/reference.ts'
export type { Contribution, EventReference, ExtensionPoint, ServiceReference } from './base/reference.ts'
export { Type } from './base/schema.ts'
export type { Static, TObject, TSchema } from './base/schema.ts'
export { atLeast, trustLevels } from './base/trust.ts'
export type { TrustLevel } from './base/trust.ts'
export { smtp } from './mail/smtp.ts'
export { xbezahldienste } from './payments/xbezahldienste.ts'
export type { Claim } from './payments/claim.ts'
export { definePlugin, job, on, optional, provide } from './plugin/define-plugin.ts'
export type {
  ConfiguredPlugin,
  DataSubject,
  Kept,
  PluginDeclaration,
  Privacy,
  ServiceContext,
} from './plugin/define-plugin.ts'
export { defineDeployment, env } from './portal/deployment.ts'
export type { Deployment, Unit } from './portal/deployment.ts'
export { accountCards } from './portal/account/account-page.ts'
export type { AccountCard } from './portal/account/account-page.ts'
export { staffCards, startCards } from './portal/home/start-card.ts'
export type { StaffCard, StartCard } from './portal/home/start-card.ts'
export { createBlobFolder } from './storage/blob.ts'
export type { BlobContent, BlobHash, BlobOptions, BlobStore, StoredBlob } from './storage/blob.ts'
export type { Blobs } from './storage/blobs.ts'
export type { BlobState } from './storage/received-file.ts'
export type { Scanner, Verdict } from './storage/scanner.ts'
export { blobErrors, checkingContent, isBlobHash } from './storage/blob-content.ts'
export { clamd } from './scan/clamd.ts'
export { together } from './base/together.ts'
export { column, isPostgres } from './storage/column.ts'
export type { EntityManager } from './storage/database.ts'
export type { Migration } from './storage/migration.ts'
export { insertRow } from './storage/insert-row.ts'
export { statement } from './storage/statement.ts'
export { unawaited } from './storage/unawaited.ts'
export { rowsOf } from './storage/rows.ts'
export type { RowOf } from './storage/rows.ts'
export { sealColumns } from './vault/seal-columns.ts'
export { sealed, subjectId } from './vault/sealed.ts'
export type { OpenRow, Sealed } from './vault/sealed.ts'
export {
  blindIndex,
  destroyKeys,
  openBytes,
  openRow,
  openRows,
  sealBytes,
  sealRow,
  subjectOfAddress,
} from './vault/vault.ts'
export { after, page } from './web/page.ts'
export type { Page } from './web/page.ts'
export { paged, pageOf } from './action/paging.ts'
export { redirect } from './web/redirect.ts'
export { defineEntity, p } from '@mikro-orm/core'
export type { InferEntity } from '@mikro-orm/core'
export { sql } from 'kysely'
export type { ExpressionBuilder, Kysely } from 'kysely'
export { html, nothing } from 'lit'
export type { TemplateResult } from 'lit'
