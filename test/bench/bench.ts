// `npm run bench`: what the portal costs beside a bare Fastify server on the same driver and data. The portal is the one
// an operator has: installed from packages, started by `kreiswerk start`. Prints the table and writes it to the docs.
import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { root } from '../run.ts'
import { openPostgres, openSqlite } from './engines.ts'
import { tableOf } from './figure.ts'
import type { Figure } from './figure.ts'
import { installDeployment } from './installation.ts'
import { bookings } from './measure-appointments.ts'
import { measureEngine } from './measure-engine.ts'
import { measureInstallation } from './measure-installation.ts'

const cases = Number(process.env.BENCH_CASES ?? 100_000)
const installation = await installDeployment()
const figures: Figure[] = []
try {
  figures.push(...measureInstallation(installation))
  for (const open of [openSqlite, openPostgres]) {
    const engine = await open()
    try {
      figures.push(...(await measureEngine(engine, installation, cases)))
    } finally {
      await engine.close()
    }
  }
} finally {
  await installation.remove()
}

const table = tableOf(figures)
console.log(table)
if (cases === 100_000) await writeDocs(page(table))
// By itself it would end with 0, whatever its exit code: embedded PostgreSQL sees to that.
process.exit(figures.every(({ kept }) => kept) ? 0 : 1)

async function writeDocs(text: string): Promise<void> {
  const file = join(root, 'docs/measurements.md')
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}

function page(table: string): string {
  const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`
  return `# Measurements

\`npm run bench\` writes this page. It installs the published packages as an operator would, bundles them with
\`kreiswerk bundle\`, starts the portal with \`kreiswerk start\`, and measures it beside a bare Fastify server on the same driver and data, in turns within one run:
a ratio says more about the portal than about the machine. The bare server checks its input against a schema, opens the
sealed names in the worklist, since it has to give the same answer, and otherwise does nothing: no session, no
permission, no sealing of what is submitted, no outbox, no log.
${cases.toLocaleString('en')} cases are in the worklist, 32 clients ask at once, and every submission is on the disk when it is answered.
${bookings.toLocaleString('en')} appointments are booked at twenty offices when times are held; the bare server starts with the same and tries one desk after
the other, without looking for the one that fits best. The limit per network and the proof of work of a rush are lifted: all load
comes from one address. PostgreSQL has the settings it is installed with.

Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}:

${table}
`
}
