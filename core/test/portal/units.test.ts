import t from 'tap'
import type { AuthTables } from '../../src/auth/tables.ts'
import { recordUnits } from '../../src/portal/units.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { openLoginDesk } from '../auth/login-desk.ts'

eachDatabase(t, 'units get new names and stay when the deployment no longer has them', async (t, open) => {
  const { database } = await openLoginDesk(open)
  const recorded = () =>
    rowsOf<AuthTables>(database.em()).selectFrom('core_unit').select(['path', 'name']).orderBy('path').execute()

  await recordUnits(database, { id: 'aachen', name: 'Stadt Aachen', units: [{ id: 'fb32', name: 'Ordnungsamt' }] })
  t.same(await recorded(), [
    { path: 'aachen/', name: 'Stadt Aachen' },
    { path: 'aachen/fb32/', name: 'Ordnungsamt' },
  ])
  await recordUnits(database, { id: 'aachen', name: 'Aachen', units: [{ id: 'fb11', name: 'Personal' }] })
  t.same(await recorded(), [
    { path: 'aachen/', name: 'Aachen' },
    { path: 'aachen/fb11/', name: 'Personal' },
    { path: 'aachen/fb32/', name: 'Ordnungsamt' },
  ])
  await t.rejects(recordUnits(database, { id: 'Not a path', name: 'x' }))
})
