import t from 'tap'
import { event } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { enqueue } from '../../src/storage/job.ts'
import { emit } from '../../src/storage/outbox.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { entities, migrations } from '../../src/storage/tables.ts'
import type { Tables } from '../../src/storage/tables.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'

const sets = [{ plugin: 'core', migrations }]
const noted = event('test.noted@1', Type.Object({ id: Type.String() }))

eachDatabase(t, 'jobs and events are rows of the unit of work', async (t, open) => {
  const database = await open({ entities, migrations: sets })
  await unitOfWork(database, async (em) => {
    enqueue(em, 'topic', { a: 1 }, { uniqueKey: 'x' })
    enqueue(em, 'topic', { a: 2 }, { uniqueKey: 'x' })
    emit(em, noted, { id: '1' })
    t.throws(() => emit(em, noted, { id: 1 } as never), { code: 'storage.bad-event-payload' })
  })
  const rows = rowsOf<Tables>(database.em())
  t.match(await rows.selectFrom('core_job').selectAll().execute(), [{ payload: { a: 1 }, attempts: 0 }])
  t.match(await rows.selectFrom('core_outbox').selectAll().execute(), [{ payload: { id: '1' } }])
})
