import { join } from 'node:path'
import t from 'tap'
import { assemble } from '../../core/src/portal/assemble.ts'
import { createKernelPlugin } from '../../core/src/portal/kernel-plugin.ts'
import { loadDeployment } from '../../core/src/portal/load-deployment.ts'
import { entitiesOf, migrationSetsOf } from '../../core/src/portal/schema-set.ts'
import { compareSchema } from '../../core/src/storage/compare-schema.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { root } from '../run.ts'

const folder = join(root, 'sample-deployment')
const deployment = await loadDeployment(folder)
const kernel = createKernelPlugin(deployment, { folder, dataFolder: join(folder, 'data') })
const { plugins } = assemble(deployment.plugins, kernel)

await eachDatabase(
  t,
  'the migrations of kernel and plugins make the tables their entities describe',
  async (t, open) => {
    const database = await open({ entities: entitiesOf(plugins), migrations: migrationSetsOf(plugins) })
    t.same(await compareSchema(database), [])
  },
)
