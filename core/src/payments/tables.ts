import { defineEntity, p } from '@mikro-orm/core'
import { sql } from 'kysely'
import { column } from '../storage/column.ts'
import type { Entities } from '../storage/database.ts'
import type { Migration } from '../storage/migration.ts'
import type { BookingData, Claim, ClaimItem, ClaimState } from './claim.ts'
import type { Attention, PaymentState, ProviderStatus } from './payment-state.ts'
import type { Payment } from './payment.ts'

const whileOpen = "state in ('created', 'unknown', 'initial', 'manual')"
const whileWaiting = 'attention is not null'

export const ClaimTable = defineEntity({
  name: 'Claim',
  tableName: 'core_claim',
  properties: {
    id: p.uuid().primary(),
    owner: p.text(),
    object: p.text(),
    amount: p.integer(),
    currency: p.text(),
    purpose: p.text(),
    description: p.text(),
    items: p.json<ClaimItem[]>(),
    payerId: p.uuid().nullable(),
    bookingData: p.json<BookingData>(),
    state: p.text().$type<ClaimState>(),
    paymentId: p.uuid().nullable(),
    createdAt: p.datetime(),
    paidAt: p.datetime().nullable(),
  },
  indexes: [
    { name: 'core_claim_object', properties: ['object', 'id'] },
    { name: 'core_claim_payer', properties: ['payerId', 'id'] },
  ],
})

export const PaymentTable = defineEntity({
  name: 'Payment',
  tableName: 'core_payment',
  properties: {
    id: p.uuid().primary(),
    claimId: p.uuid(),
    provider: p.text(),
    requestId: p.text(),
    state: p.text().$type<PaymentState>(),
    providerStatus: p.text().$type<ProviderStatus>().nullable(),
    transactionId: p.text().nullable(),
    redirectUrl: p.text().nullable(),
    returnPath: p.text(),
    reference: p.text().nullable(),
    method: p.text().nullable(),
    detail: p.text().nullable(),
    attempts: p.integer(),
    attention: p.text().$type<Attention>().nullable(),
    late: p.boolean(),
    refundDue: p.boolean(),
    pollAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    paidAt: p.datetime().nullable(),
  },
  indexes: [
    { name: 'core_payment_claim', properties: ['claimId', 'id'] },
    { name: 'core_payment_state', properties: ['state', 'createdAt', 'id'] },
    { name: 'core_payment_attention', properties: ['createdAt', 'id'], where: whileWaiting },
    { name: 'core_payment_reference', properties: ['reference'] },
  ],
  uniques: [
    { name: 'core_payment_request', properties: ['requestId'] },
    { name: 'core_payment_open', properties: ['claimId'], where: whileOpen },
  ],
})

export const entities: Entities = [ClaimTable, PaymentTable]

export interface Tables {
  core_claim: Claim
  core_payment: Payment
}

const payments: Migration = {
  name: '0001-payments',
  async up(db) {
    const { uuid, text, integer, boolean, json, instant } = column(db)
    await db.schema
      .createTable('core_claim')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('owner', text, (it) => it.notNull())
      .addColumn('object', text, (it) => it.notNull())
      .addColumn('amount', integer, (it) => it.notNull())
      .addColumn('currency', text, (it) => it.notNull())
      .addColumn('purpose', text, (it) => it.notNull())
      .addColumn('description', text, (it) => it.notNull())
      .addColumn('items', json, (it) => it.notNull())
      .addColumn('payer_id', uuid)
      .addColumn('booking_data', json, (it) => it.notNull())
      .addColumn('state', text, (it) => it.notNull())
      .addColumn('payment_id', uuid)
      .addColumn('created_at', instant, (it) => it.notNull())
      .addColumn('paid_at', instant)
      .execute()
    await db.schema.createIndex('core_claim_object').on('core_claim').columns(['object', 'id']).execute()
    await db.schema.createIndex('core_claim_payer').on('core_claim').columns(['payer_id', 'id']).execute()
    await db.schema
      .createTable('core_payment')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('claim_id', uuid, (it) => it.notNull())
      .addColumn('provider', text, (it) => it.notNull())
      .addColumn('request_id', text, (it) => it.notNull())
      .addColumn('state', text, (it) => it.notNull())
      .addColumn('provider_status', text)
      .addColumn('transaction_id', text)
      .addColumn('redirect_url', text)
      .addColumn('return_path', text, (it) => it.notNull())
      .addColumn('reference', text)
      .addColumn('method', text)
      .addColumn('detail', text)
      .addColumn('attempts', integer, (it) => it.notNull())
      .addColumn('attention', text)
      .addColumn('late', boolean, (it) => it.notNull())
      .addColumn('refund_due', boolean, (it) => it.notNull())
      .addColumn('poll_at', instant)
      .addColumn('created_at', instant, (it) => it.notNull())
      .addColumn('updated_at', instant, (it) => it.notNull())
      .addColumn('paid_at', instant)
      .execute()
    await db.schema.createIndex('core_payment_claim').on('core_payment').columns(['claim_id', 'id']).execute()
    await db.schema
      .createIndex('core_payment_state')
      .on('core_payment')
      .columns(['state', 'created_at', 'id'])
      .execute()
    await db.schema
      .createIndex('core_payment_attention')
      .on('core_payment')
      .columns(['created_at', 'id'])
      .where(sql<boolean>`${sql.raw(whileWaiting)}`)
      .execute()
    await db.schema.createIndex('core_payment_reference').on('core_payment').column('reference').execute()
    await db.schema.createIndex('core_payment_request').unique().on('core_payment').column('request_id').execute()
    await db.schema
      .createIndex('core_payment_open')
      .unique()
      .on('core_payment')
      .column('claim_id')
      .where(sql<boolean>`${sql.raw(whileOpen)}`)
      .execute()
  },
}

export const migrations: readonly Migration[] = [payments]
