import { CompiledQuery } from 'kysely'
import t from 'tap'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import appointments from '../../plugins/appointments/src/plugin.ts'
import { rows } from '../../plugins/appointments/src/rows.ts'
import { figureRows } from '../../plugins/appointments/src/statistics/readStatistics.ts'
import { plusDays } from '../../plugins/appointments/src/time/cell.ts'

eachDatabase(
  t,
  'statistics of a period are read by the key of office and day, however many years were counted',
  async (t, _open, { url }) => {
    const { database, close } = await createTestPortal({ plugins: [appointments()], database: url })
    t.teardown(close)
    const values = Array.from({ length: 3000 }, (_, index) => ({
      office: 'bahnhof',
      day: plusDays('2015-01-01', index),
      figures: { arrivals: [], bookings: [] },
    }))
    await unitOfWork(database, async (em) => {
      for (let first = 0; first < values.length; first += 500) {
        const some = values.slice(first, first + 500)
        await rows(em).insertInto('appointments_figure').values(some).execute()
      }
    })
    // PostgreSQL does so by itself, soon after so many new rows; SQLite never.
    if (database.engine === 'postgres') await unitOfWork(database, async (em) => void (await em.execute('analyze')))
    const period = { from: '2018-01-01', to: '2018-04-02' }
    const query = figureRows(database.em(), 'bahnhof', period)
    t.equal((await query.execute()).length, 92)
    const { sql, parameters } = query.compile()
    const explain = database.engine === 'postgres' ? 'explain' : 'explain query plan'
    const plan = await rows(database.em()).executeQuery(CompiledQuery.raw(`${explain} ${sql}`, [...parameters]))
    const index = database.engine === 'postgres' ? /appointments_figure_pkey/ : /sqlite_autoindex_appointments_figure_1/
    t.match(JSON.stringify(plan.rows), index)
  },
)
