import { newId } from '@kreiswerk/core'
import { dayOf } from '../service/day.ts'
import type { FieldContext, FieldKind, FieldKinds } from './kind.ts'
import { addressKind } from './kinds/address.ts'
import { choiceKinds } from './kinds/choice.ts'
import { dateKind } from './kinds/date.ts'
import { fileKind } from './kinds/file.ts'
import { listKind } from './kinds/list.ts'
import { numberKind } from './kinds/number.ts'
import { textKinds } from './kinds/text.ts'

const builtIn = [...textKinds, numberKind, dateKind, ...choiceKinds, addressKind, listKind, fileKind]

/** The field kinds of this package and those that other plugins contribute. */
export const fieldKinds = (contributed: readonly FieldKind[] = []): FieldKinds =>
  new Map([...builtIn, ...contributed].map((kind) => [kind.kind, kind]))

/** What is needed to read and check answers at this time. */
export const fieldContext = (now: Date, kinds: FieldKinds = fieldKinds()): FieldContext => ({
  kinds,
  today: dayOf(now),
  newRowId: newId,
})
