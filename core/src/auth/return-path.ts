/**
 * Where to go after a login: the wanted path if it stays on this portal, else `fallback`. A path begins with one slash
 * and has no backslash or control character, since browsers read `//host` and `/\host` as another site.
 */
export function safeReturnPath(wanted: string | null | undefined, fallback = '/'): string {
  if (typeof wanted !== 'string' || wanted.length > 2000) return fallback
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted) ? wanted : fallback
}
