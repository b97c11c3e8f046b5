import { action } from '../../action/action.ts'
import { anyone } from '../../action/allow.ts'
import { invalidInput } from '../../action/errors.ts'
import { errors } from '../../auth/errors.ts'
import { assertMayStepUp } from '../../auth/provider-account.ts'
import { beginProviderLogin, finishProviderLogin } from '../../auth/provider-login.ts'
import type { Realm } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import {
  accountDesk,
  accountMailOf,
  attemptOf,
  enter,
  keepAttempt,
  loginRequestOf,
  remoteProviders,
} from './account-desk.ts'
import { nextField } from './login-actions.ts'
import { nextReply } from './registration-actions.ts'

/** Where providers send citizens back to; registered with them. */
export const returnPaths: Record<Realm, `/${string}`> = {
  citizen: '/anmelden/rueckkehr',
  staff: '/staff/anmelden/rueckkehr',
}

export const levelField = Type.Union([Type.Literal('basis'), Type.Literal('substantiell'), Type.Literal('hoch')])

const begin = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Start a ${realm} login at an identity provider; who is logged in already steps up`,
    allow: anyone,
    ownTransactions: true,
    body: Type.Object({ provider: Type.String({ maxLength: 40 }), level: levelField, next: nextField }),
    reply: Type.Object({ url: Type.String() }),
    async run(context) {
      const { body, actor, session, origin, now, use } = context
      const provider = remoteProviders(use(accountDesk)).find(({ id }) => id === body.provider)
      if (provider === undefined) throw errors.providerUnknown({ provider: body.provider })
      const accountId = actor.kind === realm ? actor.accountId : null
      if (accountId !== null && session !== null) {
        const { authTime } = session
        await context.unit(({ em }) => assertMayStepUp(em, realm, { accountId, authTime }, now))
      }
      const { url, secret } = await beginProviderLogin(loginRequestOf(context), provider, {
        realm,
        level: body.level,
        returnPath: body.next,
        redirectUri: origin + returnPaths[realm],
        accountId,
      })
      keepAttempt(context, secret)
      return { url }
    },
  })

export const logInElsewhere = begin('citizen', 'POST /provider-logins')
export const logInElsewhereStaff = begin('staff', 'POST /staff-provider-logins')

// A GET that writes: providers lead back by a link, and it does nothing without the browser's own login cookie.
const finish = (realm: Realm, route: `GET /${string}`) =>
  action({
    route,
    summary: `Complete a ${realm} login at an identity provider with what it sent back`,
    allow: anyone,
    ownTransactions: true,
    query: Type.Object({ address: Type.String({ maxLength: 8000 }) }),
    reply: nextReply,
    async run(context) {
      const { actor, session, origin, query, use } = context
      const mine = session !== null && actor.kind === realm && actor.accountId !== null
      const returned = {
        secret: attemptOf(context),
        url: ownAddress(query.address, origin),
        session: mine ? { id: session.id, accountId: String(actor.accountId) } : null,
      }
      const providers = remoteProviders(use(accountDesk))
      const mail = accountMailOf(context)
      return enter(context, await finishProviderLogin(loginRequestOf(context), providers, returned, mail))
    },
  })

/** The full address of a place in this portal. */
function ownAddress(address: string, origin: string): string {
  const url = URL.parse(address, origin)
  if (url?.origin === origin) return url.href
  throw invalidInput([{ pointer: '/address', code: 'format' }])
}

export const returnFromProvider = finish('citizen', 'GET /provider-logins/return')
export const returnFromProviderStaff = finish('staff', 'GET /staff-provider-logins/return')
