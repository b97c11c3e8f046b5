import t from 'tap'
import { entities, migrations } from '../../src/payments/tables.ts'
import { compareSchema } from '../../src/storage/compare-schema.ts'
import { eachDatabase } from '../../src/testing/databases.ts'

await eachDatabase(t, 'the migrated schema is the one that the entities describe', async (t, open) => {
  const database = await open({ entities, migrations: [{ plugin: 'core', migrations }] })
  t.same(await compareSchema(database), [])
})
