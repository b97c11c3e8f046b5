/**
 * Whether an address stays on this portal: it begins with one slash and has no backslash, white space or control
 * character, since browsers read `//host` and `/\host` as another site. At most 2,000 characters.
 */
export const isLocalPath = (path: string): boolean => path.length <= 2000 && /^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(path)
