import { defineEntity, p, unitProperty } from '@kreiswerk/core'

/** A public terminal at an office. Its secret link is bound to the version, so that a new version voids the old link. */
export const Device = defineEntity({
  name: 'AppointmentsDevice',
  tableName: 'appointments_device',
  properties: {
    id: p.uuid().primary(),
    office: p.string(),
    unit: unitProperty(),
    name: p.string(),
    version: p.integer(),
    locked: p.boolean(),
    createdAt: p.datetime(),
  },
  indexes: [{ name: 'appointments_device_created', properties: ['createdAt', 'id'] }],
})
