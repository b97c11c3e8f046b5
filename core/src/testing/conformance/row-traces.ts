import type { Entities } from '../../storage/database.ts'
import { rowsOf } from '../../storage/rows.ts'
import { keyIdOf } from '../../vault/cipher.ts'
import { sealedTableOf } from '../../vault/sealed.ts'
import { openRows } from '../../vault/vault.ts'
import { asText } from './markers.ts'
import type { Marker } from './markers.ts'
import { tablesOf } from './tables.ts'
import type { Trial } from './trial.ts'

/** A column that holds what the person typed. */
export interface RowTrace {
  /** `table.column` */
  readonly place: string
  readonly markers: readonly Marker[]
  /** Of the key that seals it; null for what lies in the clear. */
  readonly keyId: string | null
}

type Row = Record<string, unknown>

/** What lies in the clear in these tables. */
export async function clearTraces({ portal, markers }: Trial, isSearched: (table: string) => boolean) {
  const found: RowTrace[] = []
  for (const table of (await tablesOf(portal.database)).filter(isSearched)) {
    const rows: Row[] = await portal.database.em().execute(`select * from "${table}"`)
    for (const [column, value] of rows.flatMap(Object.entries)) {
      const typed = markers.in(asText(value))
      if (typed.length > 0) found.push({ place: `${table}.${column}`, markers: typed, keyId: null })
    }
  }
  return found
}

/** What stands in the sealed columns of these entities, as far as it can be opened. */
export async function sealedTraces({ portal, markers }: Trial, entities: Entities): Promise<RowTrace[]> {
  const found: RowTrace[] = []
  for (const entity of entities) {
    const { table, columns } = sealedTableOf(entity)
    const em = portal.database.em()
    const rows = await rowsOf<Record<string, Row>>(em).selectFrom(table).selectAll().execute()
    const opened = (await openRows(em, entity, rows)) as Row[]
    for (const [index, row] of rows.entries()) {
      for (const column of columns) {
        const typed = markers.in(asText(opened[index]?.[column]))
        if (typed.length === 0) continue
        const keyId = keyIdOf(Buffer.from(String(row[column]), 'base64url'))
        found.push({ place: `${table}.${column}`, markers: typed, keyId })
      }
    }
  }
  return found
}

/** Each place once, with everything that stands there as words. */
export function whatsByPlace(traces: readonly Omit<RowTrace, 'keyId'>[]): Map<string, string> {
  const places = Map.groupBy(traces, ({ place }) => place)
  const whatsOf = (of: readonly Omit<RowTrace, 'keyId'>[]) =>
    [...new Set(of.flatMap(({ markers }) => markers.map(({ what }) => what)))].join(', ')
  return new Map([...places].sort().map(([place, of]) => [place, whatsOf(of)]))
}
