import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as after } from 'node:timers/promises'
import { encodeCursor } from '../../core/src/storage/cursor.ts'
import { root, run } from '../run.ts'
import { startBenchProcess } from './bench-process.ts'
import type { BenchProcess } from './bench-process.ts'
import { example } from './deployment/filing/body.ts'
import type { BenchEngine } from './engines.ts'
import { atLeast, atMost } from './figure.ts'
import type { Figure } from './figure.ts'
import { bookings, measureAppointments } from './measure-appointments.ts'
import type { Installation } from './installation.ts'
import type { Seeded } from './seed.ts'
import { compare } from './traffic.ts'
import type { Traffic } from './traffic.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const fromSources = ['--import=./scripts/source-condition.mjs', '--disable-warning=ExperimentalWarning']
const starts = 5

/** Measures the portal on one engine: how fast it answers, starts, and how much memory it takes. */
export async function measureEngine(engine: BenchEngine, installation: Installation, cases: number): Promise<Figure[]> {
  const env = {
    DATABASE_URL: engine.addresses.cases,
    KREISWERK_DATA: engine.addresses.data,
    KREISWERK_MIGRATE: 'auto',
    MAX_DELAY: '0',
  }
  const kreiswerk = join(installation.folder, 'node_modules/@kreiswerk/core/dist/cli/kreiswerk.js')
  const startPortal = () =>
    startBenchProcess({ command: [kreiswerk, 'start'], folder: installation.folder, env, path: '/' })

  await (await startPortal()).stop()
  const seeded = JSON.parse(
    await run(process.execPath, [...fromSources, here('seed.ts')], root, {
      ...env,
      CASES: String(cases),
      BOOKINGS: String(bookings),
    }),
  ) as Seeded
  const startTimes: number[] = []
  for (let round = 0; round < starts; round += 1) {
    const portal = await startPortal()
    startTimes.push(portal.startTime)
    await portal.stop()
  }

  const portal = await startPortal()
  const page = join(engine.folder, 'page.html')
  await writeFile(page, await (await fetch(`${portal.origin}/`)).text())
  const bare = await startBenchProcess({
    command: [...fromSources, here('bare-server.ts')],
    folder: root,
    env: { ...env, OWN_DATABASE_URL: engine.addresses.own, PAGE: page },
    path: '/page',
  })
  try {
    await after(3000)
    const idle = portal.memory()
    const speeds = await compareAll(engine, portal, bare, seeded)
    const appointments = await measureAppointments(engine, portal, bare)
    const place = `, ${engine.name}`
    const alone = { portal: '', bare: '' }
    return [
      ...speeds,
      ...appointments,
      { what: `Start to first answer${place}`, ...alone, ...atMost(600, 'ms', median(startTimes)) },
      { what: `Memory idle${place}`, ...alone, ...atMost(150, 'MB', idle / 1e6) },
      { what: `Memory under load${place}`, ...alone, ...atMost(350, 'MB', portal.memory() / 1e6) },
    ]
  } finally {
    await Promise.all([portal.stop(), bare.stop()])
  }
}

async function compareAll(
  { name }: BenchEngine,
  portal: BenchProcess,
  bare: BenchProcess,
  { cookie, at, id }: Seeded,
): Promise<Figure[]> {
  const headers = { cookie, 'x-csrf-token': await csrfTokenOf(portal, cookie) }
  const list = `${portal.origin}/api/online-service/cases`
  const file = { method: 'POST', headers, body: example } as const
  const pairs: [string, number, Traffic, Traffic][] = [
    [
      'Submitting',
      name === 'SQLite' ? 0.5 : 0.4,
      { url: `${portal.origin}/api/filing/filings`, ...file },
      { url: `${bare.origin}/filings`, ...file },
    ],
    [
      'First page of the worklist',
      0.5,
      { url: list, headers },
      { url: `${bare.origin}/cases?at=0&id=00000000-0000-0000-0000-000000000000`, headers },
    ],
    [
      'Deepest page of the worklist',
      0.5,
      { url: `${list}?after=${encodeCursor(new Date(at), id)}`, headers },
      { url: `${bare.origin}/cases?at=${at}&id=${id}`, headers },
    ],
    ['A citizen’s page', 0.3, { url: `${portal.origin}/` }, { url: `${bare.origin}/page` }],
  ]
  const figures: Figure[] = []
  for (const [what, promised, ours, theirs] of pairs) {
    const measured = await compare(ours, theirs)
    figures.push({
      what: `${what}, ${name}`,
      portal: `${Math.round(measured.portal)} a second`,
      bare: `${Math.round(measured.bare)} a second`,
      ...atLeast(promised, measured.ratio),
    })
  }
  return figures
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

async function csrfTokenOf(portal: BenchProcess, cookie: string): Promise<string> {
  const page = await (await fetch(`${portal.origin}/staff`, { headers: { cookie } })).text()
  const token = /name="kw-csrf" content="([^"]+)"/.exec(page)?.[1]
  if (token === undefined) throw new Error('The staff page has no token')
  return token
}
