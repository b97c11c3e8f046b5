import { Type, action, conflict, signedIn } from '@kreiswerk/core'
import { readOwnCase } from './rows.ts'

/** What the provider's way back carries, so that the page asks how the payment went. */
export const cameBack = 'zahlung'

export const payCase = action({
  route: 'POST /my-cases/:id/payment',
  summary: 'Begin to pay the fee of your application; says where to pay',
  allow: signedIn(),
  ownTransactions: true,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  reply: Type.Object({ redirectUrl: Type.String() }),
  async run({ params, em, actor, payments }) {
    const row = await readOwnCase(em, params.id, actor)
    if (row.claimId === null || row.claimId === undefined || row.payment !== 'open') throw conflict()
    const { redirectUrl } = await payments.begin(row.claimId, { returnPath: `/antraege/${row.id}?${cameBack}=zurueck` })
    return { redirectUrl }
  },
})
