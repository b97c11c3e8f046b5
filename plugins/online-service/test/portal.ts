import type { Test } from 'tap'
import type { Deployment } from '@kreiswerk/core'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestBrowser, TestPortal, TestPortalOptions, Visited } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import onlineService from '../src/plugin.ts'
import { meldebescheinigung, sperrgut } from '../src/services/index.ts'
import { dogLicence } from './fixture.ts'

export interface PayingPortal extends TestPortal {
  /** The provider's answer to everything asked from now on. */
  payment: { status: 'initial' | 'payed' | 'failed' | 'canceled' }
}

/** The plugin with three services: one with a fee, one of level hoch, one free of charge. */
export const testOnlineService = () =>
  onlineService({
    services: [
      sperrgut({ unit: 'stadt/fb70/', postalCodes: ['52062', '52064'] }),
      meldebescheinigung({ unit: 'stadt/fb32/', authority: 'Teststadt' }),
      { ...dogLicence, unit: 'stadt/fb32/', fee: () => [], examples: [{ ...dogLicence.examples[0]!, fee: 0 }] },
    ],
    trackingPrefix: 'TS',
    authority: { name: 'Teststadt', lines: ['Rathaus', '52058 Teststadt'] },
  })

/** A provider of payments that answers what the test says. */
export function testPayments(payment: PayingPortal['payment']): NonNullable<Deployment['payments']> {
  const asked = new Map<string, Charge>()
  const transaction = (id: string) => ({
    transactionId: id,
    status: payment.status,
    statusDetail: null,
    redirectUrl: payment.status === 'initial' ? `https://pay.example/${id}` : null,
    reference: 'KZ-1',
    method: 'CREDITCARD',
    charge: asked.get(id) ?? null,
  })
  return {
    id: 'fake',
    pageOrigins: ['https://pay.example'],
    async create({ requestId, amount, currency }: Charge) {
      asked.set(requestId, { requestId, amount, currency })
      return { kind: 'accepted' as const, transaction: transaction(requestId) }
    },
    query: async (id: string) => ({ kind: 'found' as const, transaction: transaction(id) }),
    status: async () => ({ kind: 'ready' as const }),
  }
}

/** A portal with the services of this package and a payment provider that answers what the test says. */
export async function createPayingPortal(
  database?: string,
  { deployment, ...options }: TestPortalOptions = {},
): Promise<PayingPortal> {
  const payment: PayingPortal['payment'] = { status: 'initial' }
  const portal = await createTestPortal({
    plugins: [testOnlineService()],
    ...(database === undefined ? {} : { database }),
    ...options,
    deployment: { payments: testPayments(payment), ...deployment },
  })
  return { ...portal, payment }
}

interface Charge {
  requestId: string
  amount: number
  currency: string
}

/** Runs a test with a fresh portal on SQLite and on PostgreSQL. */
export const eachEngine = (t: Test, name: string, run: (t: Test, portal: PayingPortal) => Promise<unknown>) =>
  eachDatabase(t, name, async (t, _open, { url }) => {
    const portal = await createPayingPortal(url)
    // Before the database is dropped: teardowns run last to first.
    t.teardown(() => portal.close())
    await run(t, portal)
  })

export const place = {
  name: 'Erika Mustermann',
  'address[street]': 'Krämerstraße',
  'address[houseNumber]': '2',
  'address[postalCode]': '52062',
  'address[city]': 'Teststadt',
}

/** Orders the collection of a sofa, up to the page that asks for the money. */
export async function orderCollection(citizen: TestBrowser): Promise<Visited> {
  const items = await citizen.submit('/dienste/sperrgut/antrag/abholort', place)
  const date = await citizen.send(items, { 'items[0][item]': 'sofa', 'items[0][pieces]': '1' })
  const check = await citizen.send(date, { 'wishDate[day]': '1', 'wishDate[month]': '12', 'wishDate[year]': '2026' })
  return citizen.send(check, { confirmed: 'true' })
}

/** Goes to the provider, pays and comes back. */
export async function pay(portal: PayingPortal, citizen: TestBrowser, filed: Visited): Promise<Visited> {
  await citizen.send(filed)
  portal.payment.status = 'payed'
  const receipt = await citizen.open(`${filed.url}?zahlung=zurueck`)
  portal.payment.status = 'initial'
  await portal.settle()
  return receipt
}

/** Registers a dog: free of charge, so received at once. Returns the case's id. */
export async function registerDog(citizen: TestBrowser, name = 'Bello'): Promise<string> {
  const next = await citizen.submit('/dienste/hund/antrag/hund', { name, shared: 'false' })
  const check = await citizen.send(next)
  const filed = await citizen.send(check, { confirmed: 'true' })
  return filed.url.split('/').at(-1)!
}
