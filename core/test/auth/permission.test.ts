import t from 'tap'
import { type Actor, anonymous, systemActor } from '../../src/auth/actor.ts'
import { decide, filter, heldUntil } from '../../src/auth/permission.ts'

const clerk = (...grants: [permission: string, unit: string][]): Actor => ({
  kind: 'staff',
  accountId: 'clerk',
  trust: 'basis',
  name: 'Kim',
  email: 'kim@stadt.example',
  grants: grants.map(([permission, unit]) => ({ permission, unit })),
})

const citizen: Actor = { ...clerk(), kind: 'citizen', accountId: 'citizen' }

t.test('nobody may do anything without a grant', async (t) => {
  t.same(decide(anonymous, 'report.read'), { allowed: false, reason: 'not-signed-in' })
  t.same(decide(citizen, 'report.read'), { allowed: false, reason: 'no-grant' })
  t.same(decide(clerk(['report.write', '']), 'report.read', { unit: 'aachen/' }), {
    allowed: false,
    reason: 'no-grant',
  })
})

t.test('a grant covers its unit and everything below, and nothing beside it', async (t) => {
  const actor = clerk(['report.read', 'aachen/fb32/'])
  t.ok(decide(actor, 'report.read', { unit: 'aachen/fb32/' }).allowed)
  t.ok(decide(actor, 'report.read', { unit: 'aachen/fb32/abteilung-1/' }).allowed)
  t.same(decide(actor, 'report.read', { unit: 'aachen/fb320/' }), { allowed: false, reason: 'other-unit' })
  t.same(decide(actor, 'report.read', { unit: 'aachen/' }), { allowed: false, reason: 'other-unit' })
})

t.test('without an object the question is whether the permission is held anywhere', async (t) => {
  t.ok(decide(clerk(['report.read', 'aachen/fb32/']), 'report.read').allowed)
})

t.test('an object without a unit needs a grant at the root', async (t) => {
  t.notOk(decide(clerk(['report.read', 'aachen/']), 'report.read', { unit: null }).allowed)
  t.ok(decide(clerk(['report.read', '']), 'report.read', { unit: null }).allowed)
})

t.test('grants count for staff only, however a citizen came by them', async (t) => {
  t.notOk(decide({ ...citizen, grants: [{ permission: 'report.read', unit: '' }] }, 'report.read').allowed)
})

t.test('four-eyes: whoever did the earlier step may not do this one', async (t) => {
  const actor = clerk(['refund.approve', ''])
  const by = (accountId: string) => ({ unit: 'aachen/', conditions: { notBy: accountId } })
  t.same(decide(actor, 'refund.approve', by('clerk')), { allowed: false, reason: 'four-eyes' })
  t.ok(decide(actor, 'refund.approve', by('another')).allowed)
})

t.test(
  'the owner may act on the own object where the caller says so, and never on both sides of four-eyes',
  async (t) => {
    t.same(decide(citizen, 'report.read', { unit: 'aachen/', ownerId: 'citizen' }), { allowed: true, reason: 'owner' })
    t.notOk(decide(citizen, 'report.read', { unit: 'aachen/', ownerId: 'somebody' }).allowed)
    t.notOk(decide(anonymous, 'report.read', { ownerId: null }).allowed)
    t.notOk(decide(citizen, 'report.approve', { ownerId: 'citizen', conditions: { notBy: 'citizen' } }).allowed)
  },
)

t.test('the portal itself may do everything', async (t) => {
  t.ok(decide(systemActor, 'report.read', { unit: null }).allowed)
  t.same(filter(systemActor, 'report.read'), { kind: 'all' })
})

t.test('a filter names only the topmost subtrees', async (t) => {
  const actor = clerk(['report.read', 'b/'], ['report.read', 'a/x/'], ['report.read', 'b/y/'], ['report.read', 'b/'])
  t.same(filter(actor, 'report.read'), { kind: 'units', paths: ['a/x/', 'b/'] })
  t.same(filter(clerk(['report.read', 'b/'], ['report.read', '']), 'report.read'), { kind: 'all' })
  t.same(filter(citizen, 'report.read'), { kind: 'none' })
})

t.test('a permission lasts as long as the longest grant that covers the unit', async (t) => {
  const [soon, later] = [new Date('2026-12-01'), new Date('2027-12-01')]
  const grant = (unit: string, until?: Date) => ({ permission: 'report.read', unit, ...(until && { until }) })
  const actor = (...grants: Actor['grants']): Actor => ({ ...clerk(), grants })
  t.same(heldUntil(actor(grant('', soon), grant('aachen/', later)), 'report.read', 'aachen/fb32/'), later)
  t.same(heldUntil(actor(grant('', soon), grant('aachen/', later)), 'report.read', 'stadt/'), soon)
  t.equal(heldUntil(actor(grant('', soon), grant('aachen/')), 'report.read', 'aachen/'), null)
  t.equal(heldUntil(systemActor, 'report.read', ''), null)
  t.same(heldUntil(actor(), 'report.read', ''), new Date(0), 'never held, never to be given')
})
