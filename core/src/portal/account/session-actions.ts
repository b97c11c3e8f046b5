import { action } from '../../action/action.ts'
import { signedIn } from '../../action/allow.ts'
import { notFound } from '../../action/errors.ts'
import { listSessions, revokeSession, revokeSessionsOf } from '../../auth/session.ts'
import type { Realm } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import { freshlyProven } from './confirm-actions.ts'

const endOne = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `End one of the own ${realm} sessions`,
    allow: signedIn(realm, freshlyProven),
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    reply: Type.Object({}),
    async run({ em, actor, params, now, record }) {
      const own = await listSessions(em, String(actor.accountId), now)
      if (!own.some(({ id }) => id === params.id)) throw notFound()
      await revokeSession(em, params.id, now)
      await record({ object: `session:${params.id}` })
      return {}
    },
  })

const endOthers = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `End all own ${realm} sessions but this one`,
    allow: signedIn(realm, freshlyProven),
    reply: Type.Object({}),
    async run({ em, actor, session, now, record }) {
      await revokeSessionsOf(em, String(actor.accountId), now, session?.id)
      await record({ object: `account:${actor.accountId}` })
      return {}
    },
  })

export const endSession = endOne('citizen', 'POST /sessions/:id/end')
export const endStaffSession = endOne('staff', 'POST /staff-sessions/:id/end')
export const endOtherSessions = endOthers('citizen', 'POST /sessions/others/end')
export const endOtherStaffSessions = endOthers('staff', 'POST /staff-sessions/others/end')
