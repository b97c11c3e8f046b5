import t from 'tap'
import { entities, migrations } from '../../src/auth/tables.ts'
import { compareSchema } from '../../src/storage/compare-schema.ts'
import * as vault from '../../src/vault/tables.ts'
import { eachDatabase } from '../../src/testing/databases.ts'

eachDatabase(t, 'migrations and entities describe the same tables', async (t, open) => {
  t.same(
    await compareSchema(
      await open({
        entities: [...vault.entities, ...entities],
        migrations: [{ plugin: 'core', migrations: [...vault.migrations, ...migrations] }],
      }),
    ),
    [],
  )
})
