import { Ajv } from 'ajv'
import type { AnyAction } from '../../action/action.ts'
import type { Rule } from './rule.ts'

export const actionsRule: Rule = {
  name: 'every action says in one line what it does, who may use it, and what goes in and out; every page who may see it',
  standsAlone: true,
  check: ({ plugin: { declaration }, package: { manifest } }) => ({
    findings: [
      ...Object.entries(declaration.actions ?? {}).flatMap(([key, action]) =>
        missingIn(action, Object.keys(manifest.permissions ?? {})).map(
          (what) => `The action ${manifest.id}.${key} ${what}`,
        ),
      ),
      ...(declaration.pages ?? [])
        .filter(({ definition }) => (definition as Partial<typeof definition>).allow === undefined)
        .map(({ definition: { path } }) => `The page ${path} does not say who may see it`),
    ],
  }),
}

// JavaScript and casts get past the types.
function missingIn({ definition, path }: AnyAction, permissions: readonly string[]): string[] {
  const { summary, allow, reply, params } = definition as Partial<AnyAction['definition']>
  const found: string[] = []
  if (typeof summary !== 'string' || summary.trim() === '' || summary.includes('\n'))
    found.push('has no summary in one line')
  if (reply === undefined) found.push('has no schema of its reply')
  if (allow === undefined) found.push('does not say who may use it')
  else if (allow.kind === 'permission' && !permissions.includes(allow.permission)) {
    found.push(`asks for the permission ${allow.permission}, which the manifest does not declare`)
  }
  const described = Object.keys((params as { properties?: object } | undefined)?.properties ?? {})
  for (const [, name = ''] of path.matchAll(/:(\w+)/g)) {
    if (!described.includes(name)) found.push(`takes ":${name}" from its path without a schema in "params"`)
  }
  for (const part of ['params', 'query', 'body', 'reply'] as const) {
    const schema = definition[part]
    if (isSchema(schema) && !validator.validateSchema(schema)) {
      found.push(`has a schema in "${part}" that is none: ${validator.errorsText(validator.errors)}`)
    }
  }
  return found
}

const validator = new Ajv({ strict: false })
const isSchema = (value: unknown): value is object => typeof value === 'object' && value !== null
