import { action } from '../../action/action.ts'
import { may } from '../../action/allow.ts'
import { notFound } from '../../action/errors.ts'
import type { Actor } from '../../auth/actor.ts'
import { administerAccounts } from '../../auth/administration.ts'
import { decide } from '../../auth/permission.ts'
import { type Invitation, openInvitations, withdrawInvitation as withdraw } from '../../auth/staff-invitation.ts'
import { Type } from '../../base/schema.ts'

/** Whether the actor looks after everything that an invitation gives. */
export const looksAfter = (actor: Actor, { roles }: Invitation): boolean =>
  roles.every(({ unit }) => decide(actor, administerAccounts, { unit }).allowed)

export const withdrawInvitation = action({
  route: 'POST /staff-invitations/:id/withdraw',
  summary: 'Make an invitation worthless, however far its set-up is',
  allow: may(administerAccounts),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  reply: Type.Object({}),
  async run({ em, actor, params, now, record }) {
    const invitation = (await openInvitations(em, now)).find(({ id }) => id === params.id)
    if (invitation === undefined || !looksAfter(actor, invitation.payload)) throw notFound()
    if (!(await withdraw(em, params.id))) throw notFound()
    await record({ object: `invitation:${params.id}` })
    return {}
  },
})
