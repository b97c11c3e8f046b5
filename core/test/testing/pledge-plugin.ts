import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineEntity, p } from '@mikro-orm/core'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { newId } from '../../src/base/id.ts'
import { Type } from '../../src/base/schema.ts'
import { definePlugin } from '../../src/plugin/define-plugin.ts'
import type { ConfiguredPlugin, PluginDeclaration, Privacy } from '../../src/plugin/define-plugin.ts'
import { corePackage } from '../../src/portal/core-package.ts'
import { column } from '../../src/storage/column.ts'
import type { EntityManager } from '../../src/storage/database.ts'
import { insertRow } from '../../src/storage/insert-row.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import type { RowOf } from '../../src/storage/rows.ts'
import { sealed } from '../../src/vault/sealed.ts'
import { blindIndex, destroyKeys, openRows, sealRow } from '../../src/vault/vault.ts'

export const Pledge = defineEntity({
  name: 'Pledge',
  tableName: 'pledge_pledge',
  properties: {
    id: p.uuid().primary(),
    email: sealed<string>().nullable(),
    emailIndex: p.string().nullable(),
    note: sealed<string>().nullable(),
  },
})

export const m0001Pledges: Migration = {
  name: '0001-pledges',
  async up(db) {
    const { uuid, text } = column(db)
    await db.schema
      .createTable('pledge_pledge')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('email', text)
      .addColumn('email_index', text)
      .addColumn('note', text)
      .execute()
  },
}

const emailIndex = (em: EntityManager, email: string) =>
  blindIndex(em, { table: 'pledge_pledge', column: 'email' }, email)

/** The pledges of an address, still sealed. */
export const pledgesOf = async (em: EntityManager, email: string | null) =>
  rowsOf<{ pledge_pledge: RowOf<typeof Pledge> }>(em)
    .selectFrom('pledge_pledge')
    .selectAll()
    .where('emailIndex', '=', await emailIndex(em, email ?? ''))
    .execute()

export const pledge = action({
  route: 'POST /pledges',
  summary: 'Promise something',
  allow: anyone,
  body: Type.Object({ email: Type.String({ format: 'email' }), note: Type.String() }),
  reply: Type.Object({ id: Type.String() }),
  async run({ body: { email, note }, em, record }) {
    const plain = { id: newId(), email, emailIndex: await emailIndex(em, email), note }
    const { id } = plain
    await insertRow(em, Pledge, await sealRow(em, Pledge, plain))
    await record({ object: `pledge:${id}` })
    return { id }
  },
})

export const pledgePrivacy: Privacy = {
  export: async ({ em }, { email }) => openRows(em, Pledge, await pledgesOf(em, email)),
  async erase({ em }, { email }) {
    const ids = (await pledgesOf(em, email)).map(({ id }) => id)
    await em.nativeDelete(Pledge, { id: { $in: ids } })
    await destroyKeys(em, ids)
    return { kept: [] }
  },
}

const declaration: PluginDeclaration<ReturnType<typeof Type.Object>> = {
  entities: [Pledge],
  migrations: [m0001Pledges],
  actions: { pledge },
  privacy: pledgePrivacy,
}

const manifest = {
  id: 'pledge',
  contract: 1,
  tables: 'pledge_',
  elements: 'pledge-',
  personalData: [
    { category: 'contact', fields: ['pledge.email', 'pledge.note'], basis: 'DSGVO Art. 6 (1) a', retention: 'P1Y' },
  ],
}

const files = {
  'locales/de.json': '{"pledge.title":"Zusagen"}',
  'locales/en.json': '{"pledge.title":"Pledges"}',
  'src/page.ts': "export const title = t('pledge.title')",
  'dist/ui/manifest.json': '{"entry":"index.js","files":[{"file":"index.js","integrity":"","bytes":1}]}',
  'dist/ui/index.js':
    'import{define as d}from"@kreiswerk/ui-kit/elements";import{LitElement as e}from"lit";d("pledge-list",class extends e{})',
}

interface Changes {
  declaration?: Partial<typeof declaration>
  manifest?: Partial<Record<keyof typeof manifest | 'permissions', unknown>>
  package?: object
  files?: Partial<Record<keyof typeof files | 'ui/list.js', string>>
}

/** A plugin that keeps every promise, but for the changes. */
export function pledgePlugin(t: Test, changes: Changes = {}): ConfiguredPlugin {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-pledge-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const contents = {
    name: '@example/pledge',
    version: '1.0.0',
    peerDependencies: { '@kreiswerk/core': `^${corePackage.version}` },
    ...changes.package,
    kreiswerk: { ...manifest, ...changes.manifest },
  }
  const all = { 'package.json': JSON.stringify(contents), ...files, ...changes.files }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const meta = { url: pathToFileURL(join(folder, 'src', 'plugin.ts')).href }
  return definePlugin(meta, { ...declaration, ...changes.declaration })()
}
