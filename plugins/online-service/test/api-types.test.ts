import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import openapiTS, { astToString } from 'openapi-typescript'
import { createPayingPortal } from './portal.ts'

const file = new URL('../ui/api.d.ts', import.meta.url)

// UPDATE_API=1 writes the file anew after a change of the actions.
t.test('the types of the API client are those of the actions', async (t) => {
  const portal = await createPayingPortal()
  t.teardown(() => portal.close())
  const document = await portal.browser().get<{ paths: Record<string, unknown> }>('/openapi.json')
  const own = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/online-service/'))
  const source = JSON.stringify({ ...document, paths: Object.fromEntries(own) })
  const types = `// Made from the actions by test/api-types.test.ts; do not edit.\n${astToString(await openapiTS(source))}`
  if (process.env.UPDATE_API) writeFileSync(file, types)
  t.equal(readFileSync(file, 'utf8'), types)
})
