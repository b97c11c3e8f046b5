import { extensionPoint } from '@kreiswerk/core'
import type { FieldType } from '@kreiswerk/online-service/contract'

// Named here again: without online services installed, there is only the type to import.
/** Where online services take further kinds of fields; without that plugin nothing happens. */
export const fieldTypes = extensionPoint<FieldType>('online-service.field-types@1')
