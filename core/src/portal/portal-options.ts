import type { Logger } from 'pino'
import type { Clock } from '../base/clock.ts'

/** Where and how a portal runs; the deployment says what it is. */
export interface PortalOptions {
  /** Folder of the deployment's config: relative paths in the config start here. */
  folder: string
  /** Folder for database, blobs, keys and, without a mail server, mails. */
  dataFolder: string
  /** Public address without a trailing slash, e.g. `https://service.example.de`. */
  origin: string
  /** `sqlite:<file>` or `postgres://…`. */
  database: string
  clock?: Clock
  log?: Logger
  /** Whether starting may migrate. The embedded SQLite does so unless told; PostgreSQL only when told. */
  migrate?: boolean
  /** Proxies that may say who the client is: addresses or CIDR ranges. */
  trustProxy?: string[]
  /** Milliseconds the event loop may be behind before requests are turned away with 503; never unless told. */
  maxDelay?: number
  /** Milliseconds that requests under way have when the portal closes: 20 seconds unless told. */
  patience?: number
  /** Whether requests are counted for Prometheus; not unless told. */
  metrics?: boolean
  /** Whether the manifests were checked before, alone and together, as `kreiswerk bundle` does; a start checks them unless told. */
  manifestsChecked?: boolean
  /** Whether the worker starts by itself; tests drain it by hand. */
  worker?: boolean
}
