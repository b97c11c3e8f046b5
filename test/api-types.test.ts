import { readFileSync } from 'node:fs'
import t from 'tap'
import { apiTypesFile, apiTypesOf, pluginsWithUi } from '../scripts/api-types.ts'

for (const folder of pluginsWithUi()) {
  await t.test(`the API types of ${folder} are those of its actions; else run "npm run build:api"`, async (t) => {
    t.equal(readFileSync(apiTypesFile(folder), 'utf8'), await apiTypesOf(folder))
  })
}
