import type { FastifyRequest } from 'fastify'
import { readCookie } from './cookie.ts'
import type { Site } from './site.ts'

export const localeParameter = 'sprache'

/** The language of a request: the one chosen before, else the browser's first that the portal speaks, else German. */
export function localeOf(site: Pick<Site, 'identity' | 'secure'>, request: FastifyRequest): string {
  const { languages } = site.identity
  const chosen = readCookie(site, request, 'kw-locale')
  if (chosen !== undefined && languages.includes(chosen)) return chosen
  for (const part of (request.headers['accept-language'] ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? ''
    const match = languages.find((language) => language === tag || language === tag.split('-')[0])
    if (match !== undefined) return match
  }
  return languages[0] ?? 'de'
}

/** The language as HTML names it: Leichte Sprache is German. */
export const htmlLanguage = (locale: string): string => (locale === 'de-simple' ? 'de' : locale)
