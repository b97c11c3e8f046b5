import t from 'tap'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { createTestPortal } from '../../src/testing/index.ts'
import { boardPlugin } from './board-plugin.ts'

interface Operation {
  operationId: string
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: { content: Record<string, { schema: object }> }
}

interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

async function start(t: Parameters<typeof boardPlugin>[0]) {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  return { portal, document: (await portal.app.inject('/openapi.json')).json() as Document }
}

t.test('the document is valid OpenAPI 3.1', async (t) => {
  const { document } = await start(t)
  t.equal(document.openapi, '3.1.0')
  const config = await createConfig({
    rules: { struct: 'error', 'path-parameters-defined': 'error', 'operation-operationId-unique': 'error' },
  })
  const problems = await lintFromString({ source: JSON.stringify(document), config })
  t.strictSame(
    problems.map(({ message, location }) => `${message} ${location[0]?.pointer}`),
    [],
  )
})

t.test('every operation is a route, and every route of the API is an operation', async (t) => {
  const { portal, document } = await start(t)
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  for (const operation of described) {
    const [method = '', url = ''] = operation.split(' ')
    t.ok(portal.app.hasRoute({ method: method as 'GET', url }), operation)
  }
  const registered = portal.assembly.actions.map(({ action, path }) => `${action.method} ${path}`)
  t.strictSame(described.sort(), registered.sort())
  // Fastify's own list, so that a route made past the actions does not go unnoticed.
  const routed = routesOf(portal.app.printRoutes({ commonPrefix: false })).filter((route) => route.includes(' /api/'))
  t.strictSame(routed.sort(), registered.sort())
})

/** Reads Fastify's tree of routes into lines like `GET /api/board/notices`; HEAD comes with every GET. */
function routesOf(tree: string): string[] {
  const parents: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^(.*── )(\S+) \((.+)\)$/.exec(line) ?? []
    const depth = indent.length / 4 - 1
    parents[depth] = part
    const path = parents.slice(0, depth + 1).join('')
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD' && method !== '')
      .map((method) => `${method} ${path}`)
  })
}

t.test('an operation says how its input may come', async (t) => {
  const { document } = await start(t)
  const post = document.paths['/api/board/notices']?.post
  t.equal(post?.operationId, 'board.postNotice')
  t.match(post?.parameters, [{ name: 'Idempotency-Key', in: 'header', required: false }])
  t.match(post?.requestBody?.content['application/json']?.schema, { additionalProperties: false })
  t.ok(post?.requestBody?.content['multipart/form-data'], 'a file comes with multipart')
})
