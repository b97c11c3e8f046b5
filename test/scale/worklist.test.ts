import { CompiledQuery } from 'kysely'
import t from 'tap'
import { withinUnits } from '../../core/src/auth/permission.ts'
import { pageQuery } from '../../core/src/storage/page.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import onlineService from '../../plugins/online-service/src/plugin.ts'
import { Case } from '../../plugins/online-service/src/case/case.ts'
import { workItemColumns } from '../../plugins/online-service/src/case/caseView.ts'
import { department, seedCases } from '../bench/seed-cases.ts'

eachDatabase(
  t,
  'a page of a worklist is read in the order of an index, however many cases wait',
  async (t, _open, { url }) => {
    const { database, close } = await createTestPortal({ plugins: [onlineService()], database: url })
    t.teardown(close)
    await seedCases(database, 2000, new Date())
    // PostgreSQL does so by itself, soon after so many new rows; SQLite never.
    if (database.engine === 'postgres') await unitOfWork(database, async (em) => void (await em.execute('analyze')))
    for (const after of [undefined, cursorInTheMiddle()]) {
      const { query } = pageQuery(database.em(), Case, {
        order: 'submittedAt',
        columns: workItemColumns,
        ...(after === undefined ? {} : { after }),
        where: (list) =>
          list.where(withinUnits({ kind: 'units', paths: [department] }, 'unit')).where('phase', '=', 'work'),
      })
      const { sql, parameters } = query.compile()
      const explain = database.engine === 'postgres' ? 'explain' : 'explain query plan'
      const { rows } = await rowsOf(database.em()).executeQuery(CompiledQuery.raw(`${explain} ${sql}`, [...parameters]))
      const plan = JSON.stringify(rows)
      t.match(plan, /online_service_case_phase/)
      t.notMatch(plan, /Sort|TEMP B-TREE/, 'nothing is sorted')
    }
  },
)

const cursorInTheMiddle = () =>
  Buffer.from(JSON.stringify([new Date(Date.now() - 1000 * 60_000), '00000000-0000-7000-8000-000000000000'])).toString(
    'base64url',
  )
