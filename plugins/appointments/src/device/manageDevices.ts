import { Type, action, may, newId, pageOf, paged, withinUnits } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { officeOf, officesOf } from '../catalogue/catalogue.ts'
import { keyedLink } from '../link/keyedLink.ts'
import { withinFilter } from '../office/withinFilter.ts'
import { rows } from '../rows.ts'
import { Device } from './device.ts'
import { readDevice } from './readDevice.ts'

const permission = 'appointments.manage-devices'

export const listDevices = action({
  route: 'GET /devices',
  summary: 'List the public terminals of your units with the secret addresses they open, newest first',
  allow: may(permission),
  query: paged(),
  reply: pageOf(
    Type.Object({
      id: Type.String(),
      office: Type.String(),
      name: Type.String(),
      locked: Type.Boolean(),
      createdAt: Type.String({ format: 'date-time' }),
      url: Type.String(),
    }),
  ),
  async run({ query, rows: lists, em, filter, origin }) {
    const { items, next } = await lists.page(Device, {
      ...query,
      order: 'createdAt',
      descending: true,
      where: (list) => list.where(withinUnits(filter(permission), 'unit')),
    })
    const shown = items.map(async ({ id, office, name, locked, createdAt, version }) => ({
      id,
      office,
      name,
      locked,
      createdAt: createdAt.toISOString(),
      url: `${origin}/termine/automat/${await keyedLink(em, { kind: 'device', id, version })}`,
    }))
    return { items: await Promise.all(shown), next }
  },
})

export const listDeviceOffices = action({
  route: 'GET /devices/offices',
  summary: 'List the offices whose public terminals you manage',
  allow: may(permission),
  reply: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
  run: (context) => ({
    items: officesOf(context)
      .filter(({ unit }) => withinFilter(context.filter(permission), unit))
      .map(({ id, name }) => ({ id, name: phraseIn(name, context.locale) })),
  }),
})

export const addDevice = action({
  route: 'POST /devices',
  summary: 'Set up a public terminal at an office',
  allow: may(permission),
  body: Type.Object({
    office: Type.String({ maxLength: 100 }),
    name: Type.String({ minLength: 2, maxLength: 100 }),
  }),
  reply: Type.Object({ id: Type.String() }),
  async run(context) {
    const { body, em, now, authorize, record } = context
    const { id: office, unit } = officeOf(context, body.office)
    authorize(permission, { unit })
    const id = newId()
    await rows(em)
      .insertInto('appointments_device')
      .values({ id, office, unit, name: body.name.trim(), version: 1, locked: false, createdAt: now })
      .execute()
    await record({ object: `device:${id}` })
    return { id }
  },
})

export const changeDevice = action({
  route: 'POST /devices/:id',
  summary: 'Lock or unlock a public terminal, or void its address and make a new one',
  allow: may(permission),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  body: Type.Object({
    locked: Type.Optional(Type.Boolean()),
    renew: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({}),
  async run({ params, body, em, authorize, record }) {
    const device = await readDevice(em, params.id)
    authorize(permission, { unit: device.unit })
    await rows(em)
      .updateTable('appointments_device')
      .set((is) => ({
        locked: body.locked ?? device.locked,
        version: is('version', '+', body.renew === true ? 1 : 0),
      }))
      .where('id', '=', device.id)
      .execute()
    await record({ object: `device:${device.id}` })
    return {}
  },
})
