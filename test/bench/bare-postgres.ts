import pg from 'pg'
import { columns, createTables, keyColumns, takenCells } from './bare-database.ts'
import type { BareAddresses, BareDatabase } from './bare-database.ts'
import { openBareNames } from './bare-names.ts'

/** pg with a pool as large as the portal's. */
export async function openBarePostgres({ cases, own, data }: BareAddresses): Promise<BareDatabase> {
  const reader = new pg.Pool({ connectionString: cases, max: 10 })
  const writer = new pg.Pool({ connectionString: own, max: 10 })
  for (const table of createTables('bigint')) await writer.query(table)
  const taken = await reader.query<[string, number, string]>({ text: takenCells, rowMode: 'array' })
  await writer.query('insert into cell select * from unnest($1::text[], $2::bigint[], $3::text[])', [
    taken.rows.map(([lane]) => lane),
    taken.rows.map(([, cell]) => cell),
    taken.rows.map(([, , booking]) => booking),
  ])
  const openNames = await openBareNames(
    data,
    async (ids) => (await reader.query(`select ${keyColumns} from core_data_key where id = any($1)`, [ids])).rows,
  )
  return {
    async file({ id, at, name, email, birthDate, street, postalCode, town, copies, remarks }, audit) {
      const client = await writer.connect()
      try {
        await client.query('begin')
        await client.query('insert into filing values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
          id,
          at,
          name,
          email,
          birthDate,
          street,
          postalCode,
          town,
          copies,
          remarks,
        ])
        await client.query('insert into audit values ($1, $2)', [audit.id, audit.entry])
        await client.query('commit')
      } finally {
        client.release()
      }
    },
    async hold({ id, office, start, length, lanes }) {
      const client = await writer.connect()
      try {
        await client.query('begin')
        for (let number = 0; number < lanes; number += 1) {
          const lane = `${office}/${number}`
          await client.query('savepoint lane')
          const { rowCount } = await client.query(
            `insert into cell select $1, cell, $2 from generate_series($3::bigint, $4::bigint) cell on conflict do nothing`,
            [lane, id, start, start + length - 1],
          )
          if (rowCount === length) {
            await client.query('insert into booking values ($1, $2, $3, $4, $5)', [id, office, lane, start, length])
            await client.query('commit')
            return true
          }
          await client.query('rollback to lane')
        }
        await client.query('rollback')
        return false
      } finally {
        client.release()
      }
    },
    async casesAfter(at, id) {
      const { rows } = await reader.query(
        `select ${columns} from online_service_case
         where unit >= 'stadt/fb70/' and unit < 'stadt/fb700' and phase = 'work'
           and submitted_at >= $1 and (submitted_at > $1 or id > $2)
         order by submitted_at, id limit 25`,
        [new Date(at), id],
      )
      return openNames(rows)
    },
  }
}
