import type { FilingBody } from './deployment/filing/body.ts'

/** What the bare server asks of its driver. */
export interface BareDatabase {
  /** Commits record and audit row in one transaction. */
  file(record: FilingBody & { id: string; at: number }, audit: { id: string; entry: string }): Promise<void>
  /** Takes the cells of a desk in one transaction, the primary key being what keeps two from getting the same. */
  hold(booking: BareHold): Promise<boolean>
  /** 25 open cases of the clerk's department in the order of filing, after a moment (milliseconds) and an id. */
  casesAfter(at: number, id: string): Promise<BareCase[]>
}

export interface BareCase {
  id: string
  /** Sealed in the database, open in the answer. */
  applicantName: string
  submittedAt: number
  receivedAt: number | null
  [column: string]: unknown
}

/** An appointment of `length` cells from `start` on at one of `lanes` desks. */
export interface BareHold {
  id: string
  office: string
  start: number
  length: number
  lanes: number
}

/** Where the portal's cases are, and an empty database to write to; in `data` the key that opens the names. */
export interface BareAddresses {
  cases: string
  own: string
  data: string
}

export const columns = `tracking_number as "trackingNumber", title, stage, payment, outcome, submitted_at as "submittedAt",
  received_at as "receivedAt", id, service, unit, applicant_name as "applicantName", assignee_name as "assigneeName"`

export const keyColumns = 'id, wrapped, master_key_id as "masterKeyId"'

/** What is booked at the portal, for the bare server to start with the same. */
export const takenCells = `select replace(lane, '/schalter/', '/') as lane, cell, booking_id from appointments_cell`

export const createTables = (integer: string) => [
  `create table filing (id text primary key, at ${integer}, name text, email text, birth_date text, street text,
    postal_code text, town text, copies ${integer}, remarks text)`,
  'create table audit (id text primary key, entry text)',
  `create table booking (id text primary key, office text, lane text, start ${integer}, length ${integer})`,
  `create table cell (lane text, cell ${integer}, booking_id text, primary key (lane, cell))`,
]
