export { meldebescheinigung } from './meldebescheinigung.ts'
export type { MeldebescheinigungSettings } from './meldebescheinigung.ts'
export { sperrgut } from './sperrgut.ts'
export type { SperrgutSettings } from './sperrgut.ts'
