/** What a deployment needs to describe its offices and services. */
export type { ConfiguredOffice, FirstRule } from './catalogue/settings.ts'
export type { Group, Office, Service, Variant } from './office/office.ts'
export type { DrawRule } from './draw/round.ts'
