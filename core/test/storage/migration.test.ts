import t from 'tap'
import { compareSchema } from '../../src/storage/compare-schema.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { noteEntities, noteSets } from './note.ts'

eachDatabase(t, 'the migrated schema is what the entities describe', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  t.same(await compareSchema(database), [])
})
