import type { Readable } from '@kreiswerk/ui-kit'
import type { IdentityProvider } from '../auth/identity-provider.ts'
import type { MailTransport } from '../mail/transport.ts'
import type { PaymentProvider } from '../payments/provider.ts'
import type { ConfiguredPlugin } from '../plugin/define-plugin.ts'
import { errors } from '../plugin/errors.ts'
import type { BlobStore } from '../storage/blob.ts'
import type { Scanner } from '../storage/scanner.ts'

/** An organisation unit with those below it. */
export interface Unit {
  /** Lower-case, unique among its siblings; part of the unit's path, e.g. `aachen/fb32/`. */
  id: string
  name: string
  units?: Unit[]
}

/** A municipality's portal: which plugins, which providers, which name. */
export interface Deployment {
  /** E.g. "Stadt Aachen (Beispiel)". */
  name: string
  /** ISO 3166-2, e.g. `DE-NW`: decides holidays and which accessibility law applies. */
  land: string
  /** First is the usual one; `de` must be among them. */
  languages: string[]
  /** A line on every page. */
  notice?: Readable
  /** Folder with theme and pictures, relative to the config. */
  assets?: string
  /** Style sheet with tokens within `assets`. */
  theme?: string
  /** The site's icon within `assets`, an SVG; a neutral one unless told. */
  icon?: string
  /** Folder with `welcome`, `imprint`, `privacy` and `accessibility` as `<name>.<locale>.md`, relative to the config. */
  texts: string
  units: Unit
  /** Role → the permissions it brings. */
  roles: Readonly<Record<string, readonly string[]>>
  /** `sqlite:<file>` or `postgres://…`; `portal.db` in the data folder unless told. `DATABASE_URL` replaces it. */
  database?: string
  /** Where mails go; without one they are written to a folder and shown on a development page. */
  mail?: MailTransport
  mailFrom: string
  /** Shows mails that were kept for want of a mail server to everybody: for development and demonstrations only. */
  developmentMailbox?: boolean
  /** Whom to tell about a weakness, e.g. `mailto:sicherheit@stadt.example`; served as `/.well-known/security.txt`. */
  securityContact?: string
  payments?: PaymentProvider
  /** Where files lie; `blobs` in the data folder unless told. Several machines need one they share, such as `s3()`. */
  blobs?: BlobStore
  /** Looks for malware in what people send, e.g. `clamd()`; without one files can be used at once. */
  scan?: Scanner
  /** `lifted` lets one network do as much as it likes without an account: for load tests only. */
  networkLimits?: 'kept' | 'lifted'
  identity: readonly IdentityProvider[]
  plugins: readonly ConfiguredPlugin[]
}

/** Types a deployment's config. */
export const defineDeployment = (deployment: Deployment): Deployment => deployment

/** The value of an environment variable: settings and secrets come by reference, never written into the config. */
export function env(name: string, fallback?: string): string {
  const value = process.env[name] ?? fallback
  if (value === undefined) throw errors.settingMissing({ name })
  return value
}
