// What is seen of a plugin while it is used.
import t from 'tap'
import { button, t as words } from '@kreiswerk/ui-kit'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { conflict } from '../../src/action/errors.ts'
import type { EntityManager } from '../../src/storage/database.ts'
import { newId } from '../../src/base/id.ts'
import { Type } from '../../src/base/schema.ts'
import { job } from '../../src/plugin/define-plugin.ts'
import type { Privacy } from '../../src/plugin/define-plugin.ts'
import { insertRow } from '../../src/storage/insert-row.ts'
import { answersRule } from '../../src/testing/conformance/answers-rule.ts'
import { auditRule } from '../../src/testing/conformance/audit-rule.ts'
import { lifecycleRule } from '../../src/testing/conformance/lifecycle-rule.ts'
import type { ConformanceOptions } from '../../src/testing/conformance/options.ts'
import { privacyRule } from '../../src/testing/conformance/privacy-rule.ts'
import { sealingRule } from '../../src/testing/conformance/sealing-rule.ts'
import { openRows } from '../../src/vault/vault.ts'
import { after, page } from '../../src/web/page.ts'
import { redirect } from '../../src/web/redirect.ts'
import { Pledge, pledge, pledgePlugin, pledgePrivacy as honest, pledgesOf } from './pledge-plugin.ts'
import { finds, verdictOf } from './verdict-of.ts'

t.test('audit: an action with transactions of its own leaves its line too', async (t) => {
  const silent = action({
    route: 'POST /silent',
    summary: 'Writes and tells nobody',
    allow: anyone,
    reply: Type.Object({}),
    ownTransactions: true,
    run: ({ unit }) => unit(async () => ({})),
  })
  const looking = action({
    route: 'POST /look',
    summary: 'Tells what would be, and writes nothing',
    allow: anyone,
    reply: Type.Object({}),
    ownTransactions: true,
    run: () => ({}),
  })
  const never = action({
    route: 'POST /never/:id',
    summary: 'Needs what nobody can make up',
    allow: anyone,
    params: Type.Object({ id: Type.String({ pattern: '^only-this$' }) }),
    reply: Type.Object({}),
    run: () => ({}),
  })
  const verdict = await verdictOf(
    auditRule,
    pledgePlugin(t, { declaration: { actions: { pledge, silent, looking, never } } }),
  )
  t.match(verdict, { findings: [/pledge\.silent/], unchecked: [/pledge\.never/] })
  t.equal(verdict.findings.length, 1)
})

const aPledge = { id: newId(), email: null, emailIndex: null, note: null }
const ordinary = { summary: 'Something ordinary', allow: anyone, reply: Type.Object({ id: Type.String() }) }
const pledging = (run: typeof pledge.definition.run) => ({ ...pledge, definition: { ...pledge.definition, run } })

t.test('answers: an action of the kernel that records nothing is undone, and counts as no success', async (t) => {
  const { run } = pledge.definition
  const silent = pledging((context) => run({ ...context, record: async () => ({ id: '' }) }))
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: silent } } })
  await finds(t, answersRule, plugin, /The action pledge\.pledge answered 500: .*without calling record\(\)/)
  t.match(await verdictOf(auditRule, plugin), { findings: [], unchecked: [/pledge\.pledge never succeeded/] })
})

t.test('answers: whatever throws is named with what the log says, also where "use" drives it', async (t) => {
  const fail = () => {
    throw new TypeError('Nobody is there')
  }
  const actions = { pledge, look: action({ route: 'GET /look', ...ordinary, run: fail }), add: pledging(fail) }
  const sentences = [/pledge\.add answered 500: Nobody is there/, /pledge\.look answered 500: Nobody is there/]
  const add = { ...actions.add, path: '/additions' }
  const plugin = pledgePlugin(t, { declaration: { actions: { ...actions, add } } })
  await finds(t, answersRule, plugin, ...sentences)
  const use: ConformanceOptions['use'] = (_portal, { browser }) => browser.call('GET', '/api/pledge/look')
  t.match(await verdictOf(answersRule, plugin, { use }), { findings: [sentences[1]] })
})

t.test('answers: a form that fails is named by its action', async (t) => {
  const failing = pledging(() => {
    throw new TypeError('Nobody is there')
  })
  const form = page({
    path: '/versprechen',
    area: 'citizen',
    allow: anyone,
    title: words('pledge.title'),
    render: ({ form }) => form.for(failing, () => button.submit(words('pledge.title'))),
    done: [after(failing, () => redirect('/'))],
  })
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: failing }, pages: [form] } })
  const use: ConformanceOptions['use'] = (_portal, { browser, email }) =>
    browser.submit('/versprechen', { email, note: 'Ich komme' })
  t.match(await verdictOf(answersRule, plugin, { use }), { findings: [/pledge\.pledge answered 500: Nobody is there/] })
})

t.test('answers: a reply is what its schema says, and a GET writes nothing', async (t) => {
  const actions = {
    pledge,
    other: action({ route: 'GET /other', ...ordinary, run: () => ({ other: 1 }) as never }),
    number: action({ route: 'GET /number', ...ordinary, run: () => ({ id: 1 }) as never }),
    made: action({ route: 'GET /made', ...ordinary, run: ({ em }) => em.create(Pledge, aPledge) }),
    stored: action({ route: 'GET /stored', ...ordinary, run: ({ em }) => em.insert(Pledge, aPledge) as never }),
  }
  await finds(
    t,
    answersRule,
    pledgePlugin(t, { declaration: { actions } }),
    /pledge\.other answers .*required property 'id'/,
    /pledge\.number answers .*reply\/id must be string/,
    /pledge\.made is a GET/,
    /pledge\.stored answered 500: .*only reads/,
  )
})

t.test('privacy: declared data needs handlers, handlers need a declaration', async (t) => {
  const [manifest, declaration] = [{ personalData: undefined }, { privacy: undefined }]
  await finds(t, privacyRule, pledgePlugin(t, { manifest }), /does not say which/)
  await finds(t, privacyRule, pledgePlugin(t, { declaration }), /no "privacy"/)
  const silent = /typed is kept in pledge_pledge\.email, pledge_pledge\.note; declare it/
  await finds(t, privacyRule, pledgePlugin(t, { manifest, declaration }), silent)
})

t.test('privacy: an export has every column', async (t) => {
  const privacy: Privacy = {
    ...honest,
    export: async ({ em }, { email }) =>
      (await openRows(em, Pledge, await pledgesOf(em, email))).map((row) => ({ email: row.email })),
  }
  await finds(t, privacyRule, pledgePlugin(t, { declaration: { privacy } }), /lacks .*pledge_pledge\.note: "note"/)
})

t.test('privacy: nothing of the person is left, whichever column it hides in', async (t) => {
  const forgetting = (columns: { email: null; note?: null }): Privacy => ({
    ...honest,
    async erase({ em }) {
      await em.nativeUpdate(Pledge, {}, columns)
      return { kept: [] }
    },
  })
  const half = pledgePlugin(t, { declaration: { privacy: forgetting({ email: null }) } })
  await finds(t, privacyRule, half, /still found in pledge_pledge\.note/, /key of pledge_pledge\.email is still there/)
  const keys = ['email', 'note'].map((column) => new RegExp(`key of pledge_pledge\\.${column} .*destroyKeys`))
  const emptied = pledgePlugin(t, { declaration: { privacy: forgetting({ email: null, note: null }) } })
  await finds(t, privacyRule, emptied, ...keys)
})

t.test('privacy: files go with the person, and with the plugin', async (t) => {
  const { run } = pledge.definition
  const filing = pledging(async (context) => {
    const content = Buffer.from(`Signed by ${context.body.email}`)
    await context.blobs.put(content, { mediaType: 'text/plain' })
    return run(context)
  })
  const lifecycle = { purge: async ({ em }: { em: EntityManager }) => void (await em.nativeDelete(Pledge, {})) }
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: filing }, lifecycle } })
  await finds(t, sealingRule, plugin, /A file .*the e-mail address in the clear; seal it/)
  await finds(t, privacyRule, plugin, /After erasing, a file with the e-mail address/)
  await finds(t, lifecycleRule, plugin, /After the purge the store has a file/)
})

t.test('sealing: nothing that people typed lies in the clear, in rows, jobs or the audit log', async (t) => {
  const { run } = pledge.definition
  const careless = pledging(async (context) => {
    const reply = await run(context)
    const { email, note } = context.body
    const row = { id: newId(), email: null, emailIndex: email, note: note as never }
    await insertRow(context.em, Pledge, row)
    context.enqueue('later', { note }, { runAt: new Date('2027-01-01T00:00:00Z') })
    await context.record({ object: `mail:${email}` })
    return reply
  })
  const later = job(Type.Object({ note: Type.String() }), async () => {})
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: careless }, jobs: { later } } })
  await finds(
    t,
    sealingRule,
    plugin,
    /core_job\.payload holds "note" in the clear; jobs/,
    /pledge_pledge\.email_index holds the e-mail address in the clear; make the column sealed/,
    /pledge_pledge\.note holds "note" in the clear/,
    /audit line of pledge\.pledge holds the e-mail address for ever/,
  )
})

t.test('privacy: where nothing was stored, nothing was shown', async (t) => {
  const plugin = pledgePlugin(t, { declaration: { actions: {} } })
  t.match(await verdictOf(privacyRule, plugin), { findings: [], unchecked: [/option "use"/] })
  t.match(await verdictOf(privacyRule, plugin, { use: async () => {} }), { findings: [/"use" left no name/] })
})

t.test('purge: leaves nothing, or refuses in a coded sentence', async (t) => {
  const purging = (purge: (context: { em: EntityManager }) => Promise<void>) =>
    pledgePlugin(t, { declaration: { lifecycle: { purge } } })
  const forgetful = purging(async () => {})
  await finds(t, lifecycleRule, forgetful, /pledge_pledge still has 1 row/)
  const broken = purging(async () => {
    throw new Error('no such table')
  })
  const without = await verdictOf(lifecycleRule, pledgePlugin(t))
  t.match(without, { findings: [], unchecked: [/no lifecycle\.purge, and pledge_pledge still has 1 row/] })
  await finds(t, lifecycleRule, broken, /without a coded error: no such table/)
  const thorough = purging(async ({ em }) => void (await em.nativeDelete(Pledge, {})))
  t.same(await verdictOf(lifecycleRule, thorough), { findings: [] })
  const bound = purging(async () => {
    throw conflict()
  })
  t.match(await verdictOf(lifecycleRule, bound), { findings: [], unchecked: [/the purge refused/] })
})
