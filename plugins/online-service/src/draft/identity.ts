import { atLeast } from '@kreiswerk/core'
import type { TrustLevel } from '@kreiswerk/core'
import type { Address, Answers, IdentityAttribute } from '../field/field.ts'
import { isDay } from '../service/day.ts'
import type { Service } from '../service/defineService.ts'

/** What an identity provider says about somebody; names after OpenID Connect, an address as JSON. */
export interface Attribute {
  name: string
  value: string
  trust: TrustLevel
}

const claims: Record<IdentityAttribute, string> = {
  familyName: 'family_name',
  givenNames: 'given_name',
  dateOfBirth: 'birthdate',
  email: 'email',
  address: 'address',
}

/** The answers a login gives by itself. `fixed` are those proven at the level the service needs: nobody may change them. */
export interface IdentityAnswers {
  known: Answers
  fixed: Answers
}

export function identityAnswers(service: Service, attributes: readonly Attribute[]): IdentityAnswers {
  const known: Answers = {}
  const fixed: Answers = {}
  for (const [name, field] of Object.entries(service.fields)) {
    if (field.prefill === undefined) continue
    const claim = claims[field.prefill]
    const [best] = attributes
      .filter((attribute) => attribute.name === claim)
      .sort((a, b) => Number(atLeast(b.trust, a.trust)) - Number(atLeast(a.trust, b.trust)))
    const answer = best && answerOf(field.prefill, best.value)
    if (best === undefined || answer === undefined) continue
    known[name] = answer
    // A low level proves nothing that its owner could not have typed.
    if (service.trust !== 'basis' && atLeast(best.trust, service.trust)) fixed[name] = answer
  }
  return { known, fixed }
}

function answerOf(attribute: IdentityAttribute, value: string): unknown {
  if (attribute === 'address') return addressOf(value)
  if (attribute === 'dateOfBirth') return isDay(value) ? value : undefined
  return value.normalize('NFC').trim() || undefined
}

/** OpenID Connect gives street and number in one line. */
function addressOf(json: string): Address | undefined {
  try {
    const claim = JSON.parse(json) as Record<string, unknown>
    const line = /^(.*\D)\s+(\d.*)$/.exec(String(claim.street_address ?? '').trim())
    const postalCode = String(claim.postal_code ?? '')
    const city = String(claim.locality ?? '')
    if (line === null || postalCode === '' || city === '') return undefined
    return { street: line[1]!.trim(), houseNumber: line[2]!, postalCode, city }
  } catch {
    return undefined
  }
}
