import type { IDToken, UserInfoResponse } from 'openid-client'
import type { TrustLevel } from '../base/trust.ts'
import type { ProvenIdentity } from './identity-provider.ts'

/** All that is kept of what a provider says. */
const kept = ['given_name', 'family_name', 'birthdate', 'address', 'email'] as const

/**
 * Reads an ID token and the user info that belongs to it. An unknown or missing `acr` is the lowest level. An e-mail
 * address is never vouched for above `basis`: no provider checks at a higher level who reads a mailbox.
 */
export function provenIdentity(
  claims: IDToken,
  profile: UserInfoResponse,
  acr: Readonly<Record<string, TrustLevel>>,
): ProvenIdentity {
  const reported = typeof claims.acr === 'string' && Object.hasOwn(acr, claims.acr) ? acr[claims.acr] : undefined
  const trust = reported ?? 'basis'
  const attributes = kept.flatMap((name) => {
    const value = asText(profile[name])
    if (value === null) return []
    return [{ name, value, trust: name === 'email' ? ('basis' as const) : trust }]
  })
  const named = [profile.given_name, profile.family_name].filter((part) => typeof part === 'string' && part !== '')
  return {
    issuer: claims.iss,
    subject: claims.sub,
    trust,
    authTime: typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1000) : null,
    name: named.length > 0 ? named.join(' ') : (profile.name ?? null),
    attributes,
  }
}

function asText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim().slice(0, 1000)
  if (typeof value === 'object' && value !== null) return JSON.stringify(value).slice(0, 4000)
  return null
}
