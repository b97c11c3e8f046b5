import type { Logger } from 'pino'
import type { ExtensionPoint, ServiceReference } from '../base/reference.ts'
import type { Clock } from '../base/clock.ts'
import type { Payments } from '../payments/payments.ts'
import type { BlobStore } from '../storage/blob.ts'
import type { Blobs } from '../storage/blobs.ts'
import type { Scanner } from '../storage/scanner.ts'
import type { Database } from '../storage/database.ts'
import type { AnyAction } from './action.ts'
import type { Check } from './validation.ts'

/** An action with its place in the assembled portal and its compiled checks. */
export interface BoundAction {
  /** `<plugin>.<key>`, e.g. `feedback.reportBarrier`: the name in audit log, OpenAPI document and forms. */
  id: string
  plugin: string
  action: AnyAction
  /** Full path below the origin, e.g. `/api/feedback/reports/:id`. */
  path: string
  checks: Record<'params' | 'query' | 'body' | 'bodyOfForm', Check>
}

/** What the kernel gives to actions, pages and jobs; made once by the portal. */
export interface Runtime {
  database: Database
  clock: Clock
  log: Logger
  origin: string
  /** ISO 3166-2. */
  land: string
  /** Where files lie, past all checks; plugins get `blobs`. */
  blobStore: BlobStore
  blobs: Blobs
  /** `null` where no scanner is configured: then files can be used at once. */
  scanner: Scanner | null
  payments: Payments
  /** Whether the limits that actions declare count. */
  limited: boolean
  actions: {
    byId(id: string): BoundAction | undefined
    of(action: AnyAction): BoundAction
  }
  resolve<T>(plugin: string, reference: ServiceReference<T>): T | undefined
  contributions<T>(point: ExtensionPoint<T>): T[]
  settingsOf(plugin: string): unknown
}
