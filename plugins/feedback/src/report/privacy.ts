import { blindIndex, destroyKeys, openRows, rowsOf } from '@kreiswerk/core'
import type { EntityManager, Privacy, RowOf } from '@kreiswerk/core'
import { Report } from './report.ts'

/** What a report's address is found by. */
export const emailIndex = (em: EntityManager, email: string): Promise<string> =>
  blindIndex(em, { table: 'feedback_report', column: 'email' }, email.trim().toLowerCase())

/** Reports are made without login: a person is found by the address left with them. */
export const reportPrivacy: Privacy = {
  export: async ({ em }, { email }) => openRows(em, Report, email === null ? [] : await reportsOf(em, email)),
  async erase({ em }, { email }) {
    const ids = email === null ? [] : (await reportsOf(em, email)).map(({ id }) => id)
    if (ids.length > 0) {
      await rowsOf<Tables>(em)
        .updateTable('feedback_report')
        .set({ email: null, emailIndex: null })
        .where('id', 'in', ids)
        .execute()
      await destroyKeys(em, ids)
    }
    return { kept: [] }
  },
}

interface Tables {
  feedback_report: RowOf<typeof Report>
}

const reportsOf = async (em: EntityManager, email: string) =>
  rowsOf<Tables>(em)
    .selectFrom('feedback_report')
    .selectAll()
    .where('emailIndex', '=', await emailIndex(em, email))
    .execute()
