export { Type } from 'typebox'
export type { Static, TSchema, TObject } from 'typebox'
