// What the portal is compared with, as a process of its own: Fastify, a driver and nothing else. DATABASE_URL holds the
// cases of the portal, OWN_DATABASE_URL is empty at the start, KREISWERK_DATA is the portal's folder and
// PAGE a file with the bytes of a page.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import { openBareSqlite } from './bare-sqlite.ts'
import { openBarePostgres } from './bare-postgres.ts'
import { FilingBody } from './deployment/filing/body.ts'

const { PORT, DATABASE_URL = '', OWN_DATABASE_URL = '', KREISWERK_DATA = '', PAGE = '' } = process.env
const open = DATABASE_URL.startsWith('sqlite:') ? openBareSqlite : openBarePostgres
const database = await open({ cases: DATABASE_URL, own: OWN_DATABASE_URL, data: KREISWERK_DATA })
const page = readFileSync(PAGE, 'utf8')
const text = { type: 'string' }
const nullable = { type: ['string', 'null'] }

const caseLine = {
  type: 'object',
  properties: {
    trackingNumber: text,
    title: text,
    stage: text,
    payment: text,
    outcome: nullable,
    submittedAt: text,
    receivedAt: nullable,
    decidedAt: nullable,
    id: text,
    service: text,
    unit: text,
    applicantName: text,
    assigneeName: nullable,
  },
}

const app = Fastify({
  ajv: {
    customOptions: {
      formats: { email: /^\S+@\S+$/, date: /^\d{4}-\d{2}-\d{2}$/, 'date-time': /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/ },
    },
  },
})

app.post<{ Body: FilingBody }>(
  '/filings',
  { schema: { body: FilingBody, response: { 200: { type: 'object', properties: { id: text } } } } },
  async (request) => {
    const id = randomUUID()
    const at = Date.now()
    const entry = JSON.stringify({ id: randomUUID(), at, action: 'file', object: `filing:${id}` })
    await database.file({ id, at, ...request.body }, { id: randomUUID(), entry })
    return { id }
  },
)

const hold = {
  type: 'object',
  properties: { office: text, start: { type: 'string', format: 'date-time' } },
  required: ['office', 'start'],
}

app.post<{ Body: { office: string; start: string } }>(
  '/holds',
  { schema: { body: hold, response: { 200: { type: 'object', properties: { id: text } } } } },
  async ({ body: { office, start } }, reply) => {
    const id = randomUUID()
    const isHeld = await database.hold({ id, office, start: Date.parse(start) / 300_000, length: 4, lanes: 10 })
    return isHeld ? { id } : reply.code(409).send({})
  },
)

app.get<{ Querystring: { at: number; id: string } }>(
  '/cases',
  {
    schema: {
      querystring: { type: 'object', properties: { at: { type: 'number' }, id: text }, required: ['at', 'id'] },
      response: { 200: { type: 'object', properties: { items: { type: 'array', items: caseLine } } } },
    },
  },
  async ({ query: { at, id } }) => {
    const items = await database.casesAfter(at, id)
    return {
      items: items.map((row) => ({
        ...row,
        submittedAt: new Date(row.submittedAt).toISOString(),
        receivedAt: row.receivedAt === null ? null : new Date(row.receivedAt).toISOString(),
        decidedAt: null,
      })),
    }
  },
)

app.get('/page', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page))

await app.listen({ host: '127.0.0.1', port: Number(PORT) })
