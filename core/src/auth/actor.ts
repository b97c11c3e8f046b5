import type { TrustLevel } from '../base/trust.ts'

/** A permission within a subtree of organisation units; `unit` is a materialised path such as `aachen/fb32/`, `''` is the whole portal. */
export interface Grant {
  permission: string
  unit: string
  /** First moment it no longer counts; it has no end if left out. */
  until?: Date
}

/** Who acts: the one value every permission check looks at. */
export interface Actor {
  kind: 'anonymous' | 'citizen' | 'staff' | 'system'
  accountId: string | null
  /** How surely this login proves who the person is; `null` for nobody in particular. */
  trust: TrustLevel | null
  name: string | null
  email: string | null
  grants: Grant[]
}

/** Somebody who has not signed in. */
export const anonymous: Actor = Object.freeze({
  kind: 'anonymous',
  accountId: null,
  trust: null,
  name: null,
  email: null,
  grants: [],
})

/** The portal itself, in jobs and event handlers; it may do everything. */
export const systemActor: Actor = Object.freeze({
  kind: 'system',
  accountId: null,
  trust: null,
  name: null,
  email: null,
  grants: [],
})
