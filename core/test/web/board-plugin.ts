import { defineEntity, p } from '@mikro-orm/core'
import { button, confirmation, field } from '@kreiswerk/ui-kit'
import { html } from 'lit'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone, may, signedIn, trust } from '../../src/action/allow.ts'
import { upload } from '../../src/action/upload.ts'
import { newId } from '../../src/base/id.ts'
import { event } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { on } from '../../src/plugin/define-plugin.ts'
import { column } from '../../src/storage/column.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { after, page } from '../../src/web/page.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

/** A notice as it came, whichever way. */
export const Notice = defineEntity({
  name: 'Notice',
  tableName: 'board_notice',
  properties: { id: p.uuid().primary(), title: p.string(), received: p.json<unknown>() },
})

const m0001Notices: Migration = {
  name: '0001-notices',
  async up(db) {
    await db.schema
      .createTable('board_notice')
      .addColumn('id', column(db).uuid, (c) => c.primaryKey().notNull())
      .addColumn('title', column(db).text, (c) => c.notNull())
      .addColumn('received', column(db).json, (c) => c.notNull())
      .execute()
  },
}

export const noticePosted = event('board.notice-posted', Type.Object({ noticeId: Type.String() }))

const Entry = Type.Object({ size: Type.Integer({ minimum: 1 }), name: Type.String({ minLength: 2 }) })

const NoticeBody = Type.Object({
  title: Type.String({ minLength: 3, maxLength: 80 }),
  text: Type.Optional(Type.String({ maxLength: 500 })),
  kind: Type.Union([Type.Literal('lost'), Type.Literal('found')]),
  urgency: Type.Optional(Type.Union([Type.Literal('low'), Type.Literal('high')])),
  day: Type.Optional(Type.String({ format: 'date' })),
  amount: Type.Optional(Type.Integer({ minimum: 0 })),
  entries: Type.Optional(Type.Array(Entry, { maxItems: 5 })),
  picture: Type.Optional(upload({ accept: ['*/*'], maxMebibytes: 10 })),
})

export const postNotice = action({
  route: 'POST /notices',
  summary: 'Post a notice',
  allow: anyone,
  limit: { per: 'network', count: 3, minutes: 10 },
  body: NoticeBody,
  reply: Type.Object({ id: Type.String(), received: Type.Unknown() }),
  async run({ body, em, record, emit }) {
    const { picture, ...rest } = body
    const received = picture === undefined ? rest : { ...rest, bytes: picture.size }
    const notice = em.create(Notice, { id: newId(), title: body.title, received })
    await record({ object: `notice:${notice.id}` })
    emit(noticePosted, { noticeId: notice.id })
    return { id: notice.id, received }
  },
})

const listNotices = action({
  route: 'GET /notices',
  summary: 'All titles',
  allow: anyone,
  reply: Type.Object({ titles: Type.Array(Type.String()) }),
  run: async ({ em }) => ({ titles: (await em.findAll(Notice)).map(({ title }) => title) }),
})

const nothing = Type.Object({})

const guarded = (
  route: `${'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
  allow: Parameters<typeof action>[0]['allow'],
) =>
  action({
    route,
    summary: 'Does nothing, but not for everybody',
    allow,
    reply: nothing,
    async run({ record }) {
      await record({ object: 'board:guarded' })
      return {}
    },
  })

const noticePage = page({
  path: '/notices/new',
  area: 'citizen',
  allow: anyone,
  title: 'Post a notice',
  render: ({ form }) =>
    form.for(
      postNotice,
      () =>
        html`${field.text({ name: 'title', label: 'Title' })} ${field.textarea({ name: 'text', label: 'Text' })}
        ${field.select({ name: 'kind', label: 'Kind', options: ['lost', 'found'] })}
        ${field.radios({ name: 'urgency', label: 'Urgency', options: ['low', 'high'], optional: true })}
        ${field.date({ name: 'day', label: 'Day', optional: true })}
        ${[0, 1, 2].map(
          (row) =>
            html`${field.text({ name: `entries[${row}][size]`, label: `Size ${row}` })}
            ${field.text({ name: `entries[${row}][name]`, label: `Name ${row}` })}`,
        )}
        ${button.submit('Post')}`,
    ),
  done: [after(postNotice, () => confirmation('Posted', 'Your notice is on the board.'))],
})

const guardedPage = (
  path: `/${string}`,
  allow: Parameters<typeof page>[0]['allow'],
  area: 'citizen' | 'staff' = 'citizen',
) => page({ path, area, allow, title: 'Guarded', render: () => html`<p>inside</p>` })

/** A plugin with an action for every rule and method, a page with every kind of field, and an event. */
export const boardPlugin = (t: Test) =>
  fixturePlugin(
    t,
    {
      entities: [Notice],
      migrations: [m0001Notices],
      actions: {
        postNotice,
        listNotices,
        putForCitizens: guarded('PUT /citizens', signedIn()),
        patchForStaff: guarded('PATCH /staff', signedIn('staff')),
        deleteForClerks: guarded('DELETE /clerks', may('board.clean')),
        postForTrusted: guarded('POST /trusted', trust('hoch')),
      },
      pages: [
        noticePage,
        guardedPage('/for-citizens', signedIn()),
        guardedPage('/for-trusted', trust('hoch')),
        guardedPage('/staff/clean', may('board.clean'), 'staff'),
      ],
    },
    { id: 'board', tables: 'board_', permissions: { 'board.clean': 'Clean the board' } },
  )

/** Another plugin that hears of notices and remembers which. */
export const listenerPlugin = (t: Test, heard: string[], id = 'listener') =>
  fixturePlugin(
    t,
    { subscribes: [on(noticePosted, async (_context, { noticeId }) => void heard.push(noticeId))] },
    { id },
  )
