import t from 'tap'
import { compareSchema } from '../../src/storage/compare-schema.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { entities, migrations } from '../../src/vault/tables.ts'

eachDatabase(t, 'migrations and entities describe the same tables', async (t, open) => {
  t.same(await compareSchema(await open({ entities, migrations: [{ plugin: 'core', migrations }] })), [])
})
