import type { Deployment, Unit } from './deployment.ts'
import { errors } from './errors.ts'

interface Member {
  /** Completes the sentence "must be …". */
  wanted: string
  fits(value: unknown): boolean
  optional?: true
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isUnit = (value: unknown): boolean =>
  isObject(value) &&
  isText((value as Unit).id) &&
  isText((value as Unit).name) &&
  ((value as Unit).units === undefined || isListOf(isUnit)((value as Unit).units))
const isListOf = (fits: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(fits)

const text: Member = { wanted: 'a text', fits: isText }
const texts: Member = { wanted: 'a list of texts', fits: isListOf(isText) }
const list: Member = { wanted: 'a list', fits: Array.isArray }
const flag: Member = { wanted: 'true or false', fits: (value) => typeof value === 'boolean' }
const object: Member = { wanted: 'an object such as the kernel or a plugin makes', fits: isObject }
const optional = (member: Member): Member => ({ ...member, optional: true })

/** What a config consists of; its types say the same to those who use them. */
const members: Readonly<Record<keyof Deployment, Member>> = {
  name: text,
  land: text,
  languages: texts,
  notice: optional({ wanted: 'a text, or one per language', fits: (value) => isText(value) || isObject(value) }),
  assets: optional(text),
  theme: optional(text),
  icon: optional(text),
  texts: text,
  units: { wanted: 'a unit with "id", "name" and, where there are some, "units"', fits: isUnit },
  roles: {
    wanted: 'an object with a list of permissions for each role',
    fits: (value) => isObject(value) && Object.values(value).every(isListOf(isText)),
  },
  database: optional(text),
  mail: optional(object),
  mailFrom: text,
  developmentMailbox: optional(flag),
  securityContact: optional(text),
  payments: optional(object),
  blobs: optional(object),
  scan: optional(object),
  networkLimits: optional({ wanted: '"kept" or "lifted"', fits: (value) => value === 'kept' || value === 'lifted' }),
  identity: list,
  plugins: list,
}

/** Finds members that are missing, unknown or of the wrong kind, before anything is done with a config. */
export function assertMembers(deployment: Deployment): void {
  if (!isObject(deployment)) throw errors.configInvalid({ member: 'export default', wanted: 'a deployment' })
  const unknown = Object.keys(deployment).find((member) => !Object.hasOwn(members, member))
  if (unknown !== undefined) throw errors.memberUnknown({ member: unknown })
  for (const [member, { wanted, fits, optional }] of Object.entries(members)) {
    const value: unknown = deployment[member as keyof Deployment]
    if (value === undefined && optional === true) continue
    if (!fits(value)) throw errors.configInvalid({ member, wanted })
  }
}
