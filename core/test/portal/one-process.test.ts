import t from 'tap'
import { createPortal } from '../../src/portal/create-portal.ts'
import { testDeployment } from '../../src/testing/test-deployment.ts'
import { databaseIn, openStored, temporaryFolder } from './stored-portal.ts'

t.test('a second portal on one SQLite database is refused; commands beside the first are not', async (t) => {
  const dataFolder = temporaryFolder(t)
  const start = () =>
    createPortal(testDeployment([]), {
      folder: dataFolder,
      dataFolder,
      origin: 'http://localhost',
      database: databaseIn(dataFolder),
    })
  const first = await start()
  await t.rejects(start(), { code: 'storage.database-in-use', message: /portal\.db.*PostgreSQL/ })
  const command = await openStored(dataFolder)
  await command.close()
  await t.rejects(start(), { code: 'storage.database-in-use' }, 'the command has let nobody in')
  await first.close()
  const next = await start()
  await next.close()
})
