import t from 'tap'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Challenge } from 'altcha-lib/types'
import type { TestPortal } from '@kreiswerk/core/testing'
import { createRush } from '../src/proof/rush.ts'
import { rows } from '../src/rows.ts'
import { call, day, eachEngine, pass } from './people.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 8, 0, 0) + seconds * 1000)

t.test('it is a rush after more tries than that within a minute, until fewer come', async (t) => {
  const rush = createRush(3)
  t.same(
    [0, 1, 2].map((second) => rush.count(at(second))),
    [false, false, false],
  )
  t.equal(rush.isOn(at(30)), false)
  t.equal(rush.count(at(30)), true, 'the fourth')
  t.equal(rush.isOn(at(60)), true, 'another minute does not begin anew')
  t.equal(rush.isOn(at(90)), false, 'half of four tries lie more than a minute back')
  t.equal(rush.isOn(at(300)), false)
  t.equal(createRush(0).count(at(0)), true)
  t.equal(createRush(null).count(at(0)), false)
})

interface Task {
  challenge: Challenge
  ticket: string
}

/** Small numbers: what is asked is which proofs count. */
const rushed = { proofOfWork: { holdsPerMinute: 1, maxNumber: 4, waitSeconds: 20 } }

async function hold(portal: TestPortal, hour: string, proof: { proof?: string; ticket?: string } = {}) {
  const wish = { office: 'bahnhof', variant: 'counter', items: [{ service: 'reisepass', persons: 1 }] }
  const body = { ...wish, start: `${day}T${hour}:00.000Z`, ...proof }
  const reply = await portal.browser().call('POST', '/api/appointments/holds', body)
  return reply.status === 200 ? 'held' : (reply.body as { code: string }).code
}

/** Two tries within a minute. */
async function makeRush(portal: TestPortal): Promise<void> {
  await hold(portal, '10:00')
  await hold(portal, '10:00')
}

async function ask(portal: TestPortal): Promise<Task> {
  await makeRush(portal)
  return (await call<{ task: Task }>(portal, 'GET', '/proof')).task
}

async function solve(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey })
  return encode({ challenge, solution })
}

const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64')
const refused = 'appointments.proof-needed'

eachEngine(t, 'while few people book nobody has to prove anything', {}, async (t, portal) => {
  t.same(await call(portal, 'GET', '/proof'), { task: null })
  t.equal(await hold(portal, '07:00', { proof: 'nonsense' }), 'held')
})

eachEngine(t, 'in a rush a solved task lets one hold a time, once', rushed, async (t, portal) => {
  const { challenge } = await ask(portal)
  t.equal(await hold(portal, '07:00'), refused)
  const proof = await solve(challenge)
  t.equal(await hold(portal, '07:00', { proof }), 'held')
  t.equal(await hold(portal, '08:00', { proof }), refused, 'the second time')
})

eachEngine(t, 'whose time was taken meanwhile has not spent the task', rushed, async (t, portal) => {
  const [first, second] = [await ask(portal), await ask(portal)]
  await hold(portal, '07:00', { proof: await solve(first.challenge) })
  const proof = await solve(second.challenge)
  t.equal(await hold(portal, '07:00', { proof }), 'appointments.slot-taken')
  t.equal(await hold(portal, '08:00', { proof }), 'held')
})

eachEngine(t, 'of many who send the same solution at once one gets a time', rushed, async (t, portal) => {
  const proof = await solve((await ask(portal)).challenge)
  const hours = ['07:00', '07:30', '08:00', '08:30', '09:00', '09:30']
  const answers = await Promise.all(hours.map((hour) => hold(portal, hour, { proof })))
  t.same(answers.toSorted(), [...Array<string>(5).fill(refused), 'held'])
})

eachEngine(t, 'a solution that is wrong, changed or too old does not count', rushed, async (t, portal) => {
  const { challenge } = await ask(portal)
  const right = { challenge, solution: await solveChallenge({ challenge, deriveKey }) }
  const { parameters } = challenge
  const wrong = {
    guessed: { ...right, solution: { counter: 1, derivedKey: parameters.keyPrefix.padEnd(64, '0') } },
    easier: { ...right, challenge: { ...challenge, parameters: { ...parameters, cost: 1 } } },
    longer: { ...right, challenge: { ...challenge, parameters: { ...parameters, data: { until: 9e15 } } } },
    unsigned: { ...right, challenge: { parameters } },
    empty: {},
    none: null,
    nested: { challenge: { parameters: [], signature: '' }, solution: [] },
  }
  for (const [name, payload] of Object.entries(wrong)) {
    t.equal(await hold(portal, '07:00', { proof: encode(payload) }), refused, name)
  }
  t.equal(await hold(portal, '07:00', { proof: 'no Base64 {' }), refused)
  await pass(portal, 10)
  await makeRush(portal)
  t.equal(await hold(portal, '07:00', { proof: encode(right) }), refused, 'after ten minutes')
  t.equal(await hold(portal, '07:00', { proof: await solve((await ask(portal)).challenge) }), 'held')
})

eachEngine(t, 'a ticket counts after its seconds, once, for ten minutes', rushed, async (t, portal) => {
  const [{ ticket }, { ticket: other }] = [await ask(portal), await ask(portal)]
  await pass(portal, 19 / 60)
  t.equal(await hold(portal, '07:00', { ticket }), refused, 'too early')
  await pass(portal, 1 / 60)
  const [id, from, mac] = other.split('.')
  t.equal(await hold(portal, '07:00', { ticket: `${id}.${Number(from) - 1}.${mac}` }), refused, 'changed')
  t.equal(await hold(portal, '07:00', { ticket: 'x' }), refused)
  t.equal(await hold(portal, '07:00', { ticket }), 'held')
  t.equal(await hold(portal, '08:00', { ticket }), refused, 'the second time')
  await pass(portal, 10)
  await makeRush(portal)
  t.equal(await hold(portal, '08:00', { ticket: other }), refused, 'too late')
})

eachEngine(t, 'what is spent is remembered only as long as it could be used', rushed, async (t, portal) => {
  await hold(portal, '07:00', { proof: await solve((await ask(portal)).challenge) })
  const remembered = () => rows(portal.database.em()).selectFrom('appointments_spent_proof').select('id').execute()
  await pass(portal, 9)
  t.equal((await remembered()).length, 1)
  await pass(portal, 6)
  t.equal((await remembered()).length, 0)
})
