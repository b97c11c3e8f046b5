import type { Check } from '../action/validation.ts'
import type { BoundPage } from './site.ts'

/** A page with its compiled checks, ready to serve. */
export interface ServedPage extends BoundPage {
  checkParams: Check
  checkQuery: Check
}
