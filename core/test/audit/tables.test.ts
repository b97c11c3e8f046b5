import t from 'tap'
import { compareSchema } from '../../src/storage/compare-schema.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { openAudit } from './fixture.ts'

eachDatabase(t, 'the migrations make the tables that the entities describe', async (t, open) => {
  t.strictSame(await compareSchema(await openAudit(open)), [])
})
