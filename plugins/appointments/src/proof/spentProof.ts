import { defineEntity, p } from '@kreiswerk/core'

/** A solved task or a ticket that has been used; the row goes when nobody could use it any more. */
export const SpentProof = defineEntity({
  name: 'AppointmentsSpentProof',
  tableName: 'appointments_spent_proof',
  properties: {
    id: p.text().primary(),
    until: p.datetime(),
  },
  indexes: [{ name: 'appointments_spent_proof_until', properties: ['until'] }],
})
