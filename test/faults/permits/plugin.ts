import {
  Type,
  action,
  anyone,
  column,
  defineEntity,
  definePlugin,
  fileReply,
  job,
  newId,
  notFound,
  p,
  rowsOf,
  upload,
} from '@kreiswerk/core'
import type { EntityManager, Migration } from '@kreiswerk/core'

/** An application with a proof, paid for and decided with a certificate: everything that a portal stores. */
const Permit = defineEntity({
  name: 'Permit',
  tableName: 'permits_permit',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    proof: p.text(),
    claimId: p.uuid(),
    settled: p.integer(),
    certificate: p.text().nullable(),
  },
  indexes: [{ name: 'permits_permit_claim', properties: ['claimId'] }],
})

export interface PermitRow {
  id: string
  name: string
  proof: string
  claimId: string
  /** How often it was taken as paid. */
  settled: number
  certificate: string | null
}

export interface PermitTables {
  permits_permit: PermitRow
}

const m0001Permits: Migration = {
  name: '0001-permits',
  async up(db) {
    const { uuid, text, integer } = column(db)
    await db.schema
      .createTable('permits_permit')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('name', text, (it) => it.notNull())
      .addColumn('proof', text, (it) => it.notNull())
      .addColumn('claim_id', uuid, (it) => it.notNull())
      .addColumn('settled', integer, (it) => it.notNull())
      .addColumn('certificate', text)
      .execute()
    await db.schema.createIndex('permits_permit_claim').on('permits_permit').column('claim_id').execute()
  },
}

const byId = Type.Object({ id: Type.String({ format: 'uuid' }) })

async function permitOf(em: EntityManager, id: string): Promise<PermitRow> {
  const permits = rowsOf<PermitTables>(em).selectFrom('permits_permit').selectAll()
  const permit = await permits.where('id', '=', id).executeTakeFirst()
  if (permit === undefined) throw notFound()
  return permit
}

const apply = action({
  route: 'POST /permits',
  summary: 'Apply for a permit, with a proof',
  allow: anyone,
  body: Type.Object({ name: Type.String(), proof: upload({ accept: ['text/plain', 'application/zip'] }) }),
  reply: byId,
  async run({ em, body, blobs, payments, record }) {
    const id = newId()
    const { hash } = await blobs.put(body.proof)
    const claim = await payments.createClaim(em, {
      owner: 'permits',
      object: `permit:${id}`,
      amount: 1230,
      purpose: 'Genehmigung',
      description: 'Genehmigung',
      items: [{ description: 'Gebühr', quantity: 1, unitNet: 1230 }],
      payerId: null,
    })
    em.create(Permit, { id, name: body.name, proof: hash, claimId: claim.id, settled: 0, certificate: null })
    await record({ object: `permit:${id}`, details: { name: body.name } })
    return { id }
  },
})

const pay = action({
  route: 'POST /permits/:id/payment',
  summary: 'Begin to pay',
  allow: anyone,
  ownTransactions: true,
  params: byId,
  reply: Type.Object({ redirectUrl: Type.String() }),
  async run({ em, params, payments }) {
    const { claimId } = await permitOf(em, params.id)
    const { redirectUrl } = await payments.begin(claimId, { returnPath: `/permits/${params.id}` })
    return { redirectUrl }
  },
})

const check = action({
  route: 'POST /permits/:id/check',
  summary: 'Ask the provider whether it is paid',
  allow: anyone,
  ownTransactions: true,
  params: byId,
  reply: Type.Object({ state: Type.String() }),
  async run({ em, params, payments }) {
    const { state } = await payments.refreshClaim((await permitOf(em, params.id)).claimId)
    return { state }
  },
})

const decide = action({
  route: 'POST /permits/:id/decision',
  summary: 'Grant it; the certificate follows by itself',
  allow: anyone,
  params: byId,
  reply: Type.Object({}),
  async run({ em, params, enqueue, record }) {
    const { id } = await permitOf(em, params.id)
    enqueue('issue', { id })
    await record({ object: `permit:${id}` })
    return {}
  },
})

const readProof = action({
  route: 'GET /permits/:id/proof',
  summary: 'The proof again',
  allow: anyone,
  params: byId,
  reply: fileReply,
  async run({ em, params, blobs }) {
    const { proof } = await permitOf(em, params.id)
    return { fileName: 'proof.txt', mediaType: 'text/plain', content: await blobs.open(proof) }
  },
})

const issue = job(byId, async ({ em, blobs, mail, record }, { id }) => {
  const { name, certificate: issued } = await permitOf(em, id)
  // A job may run more than once.
  if (issued !== null) return
  const certificate = await blobs.put(Buffer.from(`Certificate for ${name}`), { mediaType: 'text/plain' })
  const permits = rowsOf<PermitTables>(em).updateTable('permits_permit')
  await permits.set({ certificate: certificate.hash }).where('id', '=', id).execute()
  await record({ object: `permit:${id}` })
  mail({ to: 'somebody@example.org', subject: `Genehmigung ${name}`, text: 'Ihre Genehmigung ist da.' })
})

export default definePlugin(import.meta, {
  entities: [Permit],
  migrations: [m0001Permits],
  actions: { apply, pay, check, decide, readProof },
  jobs: { issue },
  async claimPaid({ em }, claim) {
    await rowsOf<PermitTables>(em)
      .updateTable('permits_permit')
      .set((is) => ({ settled: is('settled', '+', 1) }))
      .where('claimId', '=', claim.id)
      .execute()
  },
})
