import type { FastifyRequest } from 'fastify'

export const localeCookie = 'kw-locale'
export const localeParameter = 'sprache'

/** The language of a request: the one chosen before, else the browser's first that the portal speaks, else German. */
export function localeOf(request: FastifyRequest, languages: readonly string[]): string {
  const chosen = request.cookies[localeCookie]
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
