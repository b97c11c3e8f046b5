import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'

/** What is filed: the body of the request, for the portal and for the bare server alike. */
export const FilingBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  email: Type.String({ format: 'email', maxLength: 200 }),
  birthDate: Type.String({ format: 'date' }),
  street: Type.String({ minLength: 1, maxLength: 200 }),
  postalCode: Type.String({ pattern: '^\\d{5}$' }),
  town: Type.String({ minLength: 1, maxLength: 200 }),
  copies: Type.Integer({ minimum: 1, maximum: 9 }),
  remarks: Type.String({ maxLength: 2000 }),
})

export type FilingBody = Static<typeof FilingBody>

export const example: FilingBody = {
  name: 'Petra Musterfrau',
  email: 'petra@example.org',
  birthDate: '2001-05-17',
  street: 'Krefelder Straße 210',
  postalCode: '52070',
  town: 'Aachen',
  copies: 2,
  remarks: 'Bitte an die neue Anschrift. '.repeat(10),
}
