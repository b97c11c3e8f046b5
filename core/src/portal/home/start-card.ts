import type { Readable } from '@kreiswerk/ui-kit'
import { extensionPoint } from '../../base/reference.ts'

/** One thing citizens can do here, shown on the start page. */
export interface StartCard {
  title: Readable
  summary: Readable
  href: string
  /** Cards of the same group stand together under its name. */
  group: Readable
  /** Lower comes first; 100 unless told. */
  order?: number
}

/** Where plugins put their offers on the citizens' start page. */
export const startCards = extensionPoint<StartCard>('core.start-cards@1')

/** Where plugins put their places of work on the staff's start page; shown to those who hold the permission. */
export interface StaffCard {
  title: Readable
  summary: Readable
  href: string
  permission: string
}

/** Where plugins put their places of work on the staff's start page. */
export const staffCards = extensionPoint<StaffCard>('core.staff-cards@1')
