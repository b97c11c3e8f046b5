import t from 'tap'
import { createAccount, findAccount } from '../../core/src/auth/account.ts'
import { oidc } from '../../core/src/auth/oidc.ts'
import { loadAttributes, saveAttributes } from '../../core/src/auth/attribute.ts'
import { removeIdentity } from '../../core/src/auth/identity-removal.ts'
import { linkIdentity, listIdentities } from '../../core/src/auth/identity.ts'
import { beginProviderLogin, finishProviderLogin } from '../../core/src/auth/provider-login.ts'
import { createSession, listSessions, revokeSession } from '../../core/src/auth/session.ts'
import type { EntityManager } from '../../core/src/storage/database.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { minute, openLoginDesk } from '../../core/test/auth/login-desk.ts'
import {
  emulatorAcr,
  emulatorClient,
  startIdentityEmulator,
} from '../../sample-deployment/identity-emulator/identity-emulator.ts'
import { logInAtEmulator } from './browser.ts'

const redirectUri = 'http://localhost:3999/anmelden/rueckkehr'
const acr = 'urn:kreiswerk:trust:hoch'
const mail = { portal: 'Teststadt', say: (_locale: string, text: unknown) => String(text) }
const emulator = await startIdentityEmulator({ port: 0, redirectUris: [redirectUri] })
t.teardown(() => emulator.close())
const provider = oidc({
  id: 'ausweis',
  label: 'Online-Ausweis',
  issuer: emulator.issuer,
  acr: emulatorAcr,
  realms: ['citizen', 'staff'],
  allowInsecure: true,
  ...emulatorClient,
})

for (const realm of ['citizen', 'staff'] as const) {
  eachDatabase(
    t,
    `a step-up links an identity only for whoever has just proven who they are (${realm})`,
    async (t, open) => {
      const desk = await openLoginDesk(open)
      const { database, request, events } = desk
      const owner = await unitOfWork(database, (em) =>
        createAccount(
          em,
          { realm, email: 'zofia@example.org', name: 'Zofia', passwordHash: 'x', totpSecret: 'A', locale: 'de' },
          request.now,
        ),
      )
      const openSession = () =>
        unitOfWork(database, async (em) => {
          const opening = { account: owner, trust: 'basis', provider: 'password', userAgent: '' } as const
          return (await createSession(em, opening, request.now)).session
        })
      const goAs = async (person: string, session: { id: string; accountId: string } | null) => {
        const wanted = { realm, level: 'hoch', redirectUri, accountId: session?.accountId } as const
        const { url, secret } = await beginProviderLogin(request, provider, wanted)
        const returned = { secret, url: await logInAtEmulator(url, { person, acr }), session }
        return finishProviderLogin(request, [provider], returned, mail)
      }
      const linked = () => listIdentities(database.em(), owner.id)

      await t.test('not at a session that was left open', async (t) => {
        const left = await openSession()
        desk.wait(10 * minute + 1)
        await t.rejects(goAs('person-ali', left), { code: 'auth.confirmation-required', params: { realm } })
        t.match(events.at(-1), { name: 'login-failed', reason: 'auth.confirmation-required' })
        t.same(await linked(), [])
        t.match(await findAccount(database.em(), owner.id), { name: 'Zofia' })
        t.same(await desk.mails(), [])
      })

      await t.test('not for a session that was ended while somebody was there', async (t) => {
        const ended = await openSession()
        await unitOfWork(database, (em) => revokeSession(em, ended.id, request.now))
        await t.rejects(goAs('person-ali', ended), { code: 'auth.confirmation-required' })
        t.same(await linked(), [])
      })

      await t.test('but the own one, and the owner hears of it', async (t) => {
        const risen = await goAs('person-zofia', await openSession())
        t.match(risen.session, { accountId: owner.id, trust: 'hoch' })
        t.match(events.slice(-2), [{ name: 'identity-linked', accountId: owner.id }, { name: 'step-up-succeeded' }])
        t.match(await desk.mails(), [{ to: 'zofia@example.org', subject: 'core.account.mail.identity-linked.subject' }])
      })

      await t.test('a second person of the same provider never, however fresh the session', async (t) => {
        await t.rejects(goAs('person-ali', await openSession()), { code: 'auth.other-identity', status: 409 })
        t.match(await linked(), { length: 1 })
        t.match(await findAccount(database.em(), owner.id), { name: 'Zofia Testowska-Groß' })
      })

      await t.test('whereas the one that is linked proves who it is at an old session too', async (t) => {
        const left = await openSession()
        desk.wait(10 * minute + 1)
        t.match(await goAs('person-zofia', left), { session: { accountId: owner.id, trust: 'hoch' } })
        t.match(events.at(-1), { name: 'step-up-succeeded' })
      })

      await t.test('of two people who come back at the same moment at most one is linked', async (t) => {
        const other = await unitOfWork(database, (em) =>
          createAccount(
            em,
            { realm, email: 'b@example.org', name: 'B', passwordHash: 'x', totpSecret: 'A', locale: 'de' },
            request.now,
          ),
        )
        const opening = { account: other, trust: 'basis', provider: 'password', userAgent: '' } as const
        const { session } = await unitOfWork(database, (em) => createSession(em, opening, request.now))
        const answers = await Promise.allSettled(['person-erika', 'person-ali'].map((person) => goAs(person, session)))
        t.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
        t.match(await listIdentities(database.em(), other.id), { length: 1 })
      })
    },
  )
}

eachDatabase(t, 'an identity that opens an account', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request } = desk
  const within = <T>(work: (em: EntityManager) => Promise<T>) => unitOfWork(database, work)
  const person = (name: string, passwordHash: string | null) =>
    within((em) =>
      createAccount(
        em,
        { realm: 'citizen', email: `${name}@example.org`, name, passwordHash, locale: 'de' },
        request.now,
      ),
    )
  const link = async ({ id }: { id: string }, subject: string) => {
    const proven = { issuer: 'https://id.example', subject, trust: 'hoch', authTime: null, name: null } as const
    await within(async (em) => {
      await linkIdentity(em, id, { ...proven, attributes: [] }, request.now)
      const birthday = { name: 'birthdate', value: '1984-08-12', trust: 'hoch', issuer: proven.issuer } as const
      await saveAttributes(em, id, [birthday], request.now)
    })
    return (await listIdentities(database.em(), id)).at(-1)!.id
  }
  const openSession = async (account: { id: string; realm: 'citizen' | 'staff' }) => {
    const opening = { account, trust: 'hoch', provider: 'ausweis', userAgent: '' } as const
    return (await within((em) => createSession(em, opening, request.now))).session.id
  }
  const remove = (accountId: string, identityId: string, sessionId?: string) =>
    within((em) => removeIdentity(em, mail, { accountId, identityId, sessionId }, request.now))

  await t.test('is removed with its sessions and what it said, and the owner hears of it', async (t) => {
    const owner = await person('erika', 'x')
    const identity = await link(owner, 'a-stranger')
    const [mine] = [await openSession(owner), await openSession(owner)]
    t.equal(await remove(owner.id, identity, mine), true)
    t.same(await listIdentities(database.em(), owner.id), [])
    t.same(await loadAttributes(database.em(), owner.id), [])
    t.match(await listSessions(database.em(), owner.id, request.now), [{ id: mine }])
    t.match(await desk.mails(), [{ to: 'erika@example.org', subject: 'core.account.mail.identity-removed.subject' }])
  })

  await t.test('stays when nothing else opens the account', async (t) => {
    const owner = await person('ali', null)
    const identity = await link(owner, 'ali')
    await t.rejects(remove(owner.id, identity), { code: 'auth.last-way-in' })
    t.match(await listIdentities(database.em(), owner.id), { length: 1 })
    t.match(await loadAttributes(database.em(), owner.id), { length: 1 })
  })

  await t.test('is out of reach for others', async (t) => {
    const identity = await link(await person('zofia', 'x'), 'zofia')
    t.equal(await remove((await person('eve', 'x')).id, identity), false)
  })
})
