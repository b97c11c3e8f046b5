import type { Readable } from '@kreiswerk/ui-kit'
import type { BoundAction, Runtime } from '../action/runtime.ts'
import type { Caller } from '../action/execute.ts'
import type { Realm } from '../action/allow.ts'
import type { ImportMap } from './import-map.ts'
import type { Messages } from './messages.ts'
import type { Page } from './page.ts'
import type { Seal } from './seal.ts'
import type { UiFiles } from './ui-files.ts'
import type { UploadFolder } from './upload-folder.ts'

/** A page with the plugin it belongs to. */
export interface BoundPage {
  plugin: string
  page: Page
}

/** What the municipality says about itself. */
export interface Identity {
  /** E.g. "Stadt Aachen (Beispiel)". */
  name: string
  languages: string[]
  /** A line on every page, e.g. that this is an example and not official. */
  notice?: Readable
  /** File name of the theme within `assets`. */
  theme?: string
  /** File name of the site's icon within `assets`. */
  icon?: string
  /** Whom to tell about a weakness: an address that begins with `mailto:`, `https:` or `tel:`. */
  securityContact?: string
  /** Folder with theme and pictures, served to everybody. */
  assets?: string
}

/** Whether a person asks for something, which keeps a session alive, or a page that stands open is told of a change. */
export type Presence = 'asking' | 'watching'

/** Who sends a request: looked up from the cookie of the realm that the route belongs to. */
export interface Sessions {
  cookieName(realm: Realm): string
  find(realm: Realm, secret: string, presence?: Presence): Promise<Pick<Caller, 'actor' | 'session'> | null>
}

/** Why the portal cannot do its work at the moment. */
export interface NotReady {
  /** Stable: `database`, `audit-log`, or the code of what storage says, e.g. `storage.full`. */
  code: string
  /** In English, for monitoring. */
  message: string
}

/** The assembled portal as its web server sees it. */
export interface Site {
  runtime: Runtime
  identity: Identity
  actions: BoundAction[]
  pages: BoundPage[]
  messages: Messages
  sessions: Sessions
  seal: Seal
  /** Browser files per plugin, and of the kit. */
  ui: Map<string, UiFiles>
  importMap: ImportMap
  /** Where files lie while their request lasts. */
  uploads: UploadFolder
  /** Whether the portal is reached over HTTPS: decides cookies and HSTS. */
  secure: boolean
  /** Origins that forms may lead to: payment and identity providers. */
  formTargets: string[]
  ready(): Promise<NotReady[]>
}
