import { readFileSync } from 'node:fs'
import { slots } from '../town/slots.ts'
import type { Slot } from '../town/slots.ts'
import { cast } from '../town/people.ts'
import type { Who } from '../town/people.ts'
import type { Outcome } from './outcome.ts'

/** Who the columns of the table are, from left to right. */
export const columns = cast.filter((who) => who !== 'citizenB' && who !== 'citizenC')

/** What the table says for one action or page: actor → slot → outcome. */
export type Row = Readonly<Record<string, Readonly<Record<Slot, Outcome>>>>

const words: readonly string[] = ['yes', 'no', 'hidden'] satisfies Outcome[]

/** Reads the table that people have reviewed. */
export function readTable(file: string): Map<string, Row> {
  const lines = readFileSync(file, 'utf8').split('\n')
  const rows = lines.filter((line) => line.startsWith('| `')).map((line) => line.split('|').slice(1, -1))
  return new Map(rows.map(([name = '', ...cells]) => [name.trim().replaceAll('`', ''), rowOf(name.trim(), cells)]))
}

function rowOf(name: string, cells: readonly string[]): Row {
  if (cells.length !== columns.length) throw new Error(`${name} has ${cells.length} cells instead of ${columns.length}`)
  return Object.fromEntries(columns.map((who, index) => [who, cellOf(name, who, cells[index] ?? '')]))
}

function cellOf(name: string, who: Who, text: string): Row[string] {
  const parts = text.split('·').map((part) => part.trim())
  const wrong = parts.find((part) => !words.includes(part))
  if (wrong !== undefined || ![1, slots.length].includes(parts.length)) {
    throw new Error(`${name}, ${who}: "${text.trim()}" is neither one of ${words.join(', ')} nor three of them`)
  }
  return Object.fromEntries(slots.map((slot, index) => [slot, parts[index] ?? parts[0]])) as Row[string]
}

/** A line of the table, for whoever adds one. */
export function lineOf(name: string, row: Row): string {
  const cells = columns.map((who) => {
    const outcomes = slots.map((slot) => row[who]?.[slot])
    return new Set(outcomes).size === 1 ? outcomes[0] : outcomes.join(' · ')
  })
  return `| \`${name}\` | ${cells.join(' | ')} |`
}
