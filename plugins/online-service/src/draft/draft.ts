import { loadAttributes, newId, openRow, sealRow } from '@kreiswerk/core'
import type { Actor, EntityManager, WritingContext } from '@kreiswerk/core'
import type { Answers } from '../field/field.ts'
import { Draft } from '../case/case.ts'
import { rows } from '../case/rows.ts'
import { discardDraftFiles } from '../file/discardFiles.ts'
import { later } from '../service/duration.ts'
import type { Service } from '../service/defineService.ts'
import { isContributed } from '../service/withoutMissing.ts'
import { identityAnswers } from './identity.ts'
import type { IdentityAnswers } from './identity.ts'

/** An application as far as it has been filled in. */
export interface Filling extends IdentityAnswers {
  answers: Answers
  /** `null` when nothing has been saved yet. */
  savedAt: Date | null
}

/** What this person has filled in so far, with what the login answers by itself. */
export async function readFilling(em: EntityManager, service: Service, actor: Actor, now: Date): Promise<Filling> {
  const ownerId = actor.accountId!
  const kept = await rows(em)
    .selectFrom('online_service_draft')
    .select(['id', 'answers', 'updatedAt'])
    .where('ownerId', '=', ownerId)
    .where('service', '=', service.id)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  const draft = await openRow(em, Draft, kept)
  const identity = identityAnswers(service, await loadAttributes(em, ownerId))
  const answers = { ...identity.known, ...draft?.answers, ...identity.fixed }
  return { ...identity, answers, savedAt: draft?.updatedAt ?? null }
}

/**
 * Makes others wait who change the same draft, e.g. in a second tab. What was typed last may win; a file that was received
 * or a time that is held must not be forgotten because somebody else had read the draft before.
 */
export async function holdDraft(em: EntityManager, service: Service, ownerId: string): Promise<void> {
  if (!Object.values(service.fields).some((field) => field.kind === 'file' || isContributed(field))) return
  await rows(em)
    .updateTable('online_service_draft')
    .set((is) => ({ updatedAt: is.ref('updatedAt') }))
    .where('ownerId', '=', ownerId)
    .where('service', '=', service.id)
    .execute()
}

/** Keeps the answers; the time to expiry begins anew, since people count from when they last wrote. */
export async function saveDraft(
  em: EntityManager,
  service: Service,
  ownerId: string,
  answers: Answers,
  now: Date,
): Promise<string> {
  const expiresAt = later(now, service.retention.draft)
  const plain = { id: newId(), ownerId, service: service.id, answers, updatedAt: now, expiresAt }
  const draft = await sealRow(em, Draft, plain)
  const { id } = await rows(em)
    .insertInto('online_service_draft')
    .values(draft)
    .onConflict((conflict) =>
      // Answers are sealed for their row, so what replaces them brings its id.
      conflict
        .columns(['ownerId', 'service'])
        .doUpdateSet({ id: draft.id, answers: draft.answers, updatedAt: now, expiresAt }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Removes a draft with its files. */
export async function removeDraft(
  context: Pick<WritingContext, 'em' | 'discard'>,
  service: string,
  ownerId: string,
): Promise<void> {
  const { em } = context
  await discardDraftFiles(context, ownerId, service)
  await rows(em)
    .deleteFrom('online_service_draft')
    .where('ownerId', '=', ownerId)
    .where('service', '=', service)
    .execute()
}

/** Forgets drafts that nobody has touched for their time. */
export async function forgetOldDrafts(context: Pick<WritingContext, 'em' | 'discard' | 'now'>): Promise<void> {
  const { em, now } = context
  const forgotten = await rows(em)
    .deleteFrom('online_service_draft')
    .where('expiresAt', '<=', now)
    .returning(['ownerId', 'service'])
    .execute()
  for (const { ownerId, service } of forgotten) await discardDraftFiles(context, ownerId, service)
}
