import { Type, action, anyone, column, defineEntity, definePlugin, newId, notFound, p, rowsOf } from '@kreiswerk/core'
import type { EntityManager, Migration } from '@kreiswerk/core'

/** Something that costs money; `settled` counts how often it was taken as paid. */
const Order = defineEntity({
  name: 'Order',
  tableName: 'orders_order',
  properties: { id: p.uuid().primary(), name: p.string(), claimId: p.uuid(), settled: p.integer() },
  indexes: [{ name: 'orders_order_claim', properties: ['claimId'] }],
})

export interface OrderTables {
  orders_order: { id: string; name: string; claimId: string; settled: number }
}

const m0001Orders: Migration = {
  name: '0001-orders',
  async up(db) {
    const { uuid, text, integer } = column(db)
    await db.schema
      .createTable('orders_order')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('name', text, (it) => it.notNull())
      .addColumn('claim_id', uuid, (it) => it.notNull())
      .addColumn('settled', integer, (it) => it.notNull())
      .execute()
    await db.schema.createIndex('orders_order_claim').on('orders_order').column('claim_id').execute()
  },
}

const byId = Type.Object({ id: Type.String({ format: 'uuid' }) })

async function claimOf(em: EntityManager, id: string): Promise<string> {
  const order = await em.findOne(Order, { id })
  if (order === null) throw notFound()
  return order.claimId
}

const placeOrder = action({
  route: 'POST /orders',
  summary: 'Order something for 12.30 euros',
  allow: anyone,
  body: Type.Object({ name: Type.String() }),
  reply: byId,
  async run({ em, body, payments, record }) {
    const id = newId()
    const claim = await payments.createClaim(em, {
      owner: 'orders',
      object: `order:${id}`,
      amount: 1230,
      purpose: 'Bestellung',
      description: 'Bestellung',
      items: [{ description: 'Ding', quantity: 1, unitNet: 1230 }],
      payerId: null,
    })
    em.create(Order, { id, name: body.name, claimId: claim.id, settled: 0 })
    await record({ object: `order:${id}` })
    return { id }
  },
})

const payOrder = action({
  route: 'POST /orders/:id/payment',
  summary: 'Begin to pay; says where',
  allow: anyone,
  ownTransactions: true,
  params: byId,
  reply: Type.Object({ redirectUrl: Type.String() }),
  async run({ em, params, payments }) {
    const { redirectUrl } = await payments.begin(await claimOf(em, params.id), { returnPath: `/orders/${params.id}` })
    return { redirectUrl }
  },
})

const checkOrder = action({
  route: 'POST /orders/:id/check',
  summary: 'Ask the provider whether it is paid',
  allow: anyone,
  ownTransactions: true,
  params: byId,
  reply: Type.Object({ state: Type.String() }),
  async run({ em, params, payments }) {
    const { state } = await payments.refreshClaim(await claimOf(em, params.id))
    return { state }
  },
})

export default definePlugin(import.meta, {
  entities: [Order],
  migrations: [m0001Orders],
  actions: { placeOrder, payOrder, checkOrder },
  async claimPaid({ em }, claim) {
    await rowsOf<OrderTables>(em)
      .updateTable('orders_order')
      .set((is) => ({ settled: is('settled', '+', 1) }))
      .where('claimId', '=', claim.id)
      .execute()
  },
})
