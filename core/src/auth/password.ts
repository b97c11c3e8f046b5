import { randomBytes } from 'node:crypto'
import type { Options } from '@node-rs/argon2'
import { isCommon } from './common-passwords.ts'
import { errors } from './errors.ts'

export const passwordLength = { min: 8, max: 128 } as const

/** Argon2id with 19 MiB and two passes: the OWASP minimum, about 20 ms per login on small hardware. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options

/** The slow work behind a password: how often it is done must not depend on whether an account exists. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  verify(stored: string, password: string): Promise<boolean>
}

export const argon2: PasswordHasher = {
  hash: async (password) => (await library()).hash(password, cost),
  verify: async (stored, password) => (await library()).verify(stored, password),
}

// Loaded with the first password: no start of the portal waits for it.
const library = () => import('@node-rs/argon2')

/**
 * What is verified for accounts that do not exist, so that the answer takes as long as for those that do: the hash of no
 * known password, written as argon2 would.
 */
const nobody = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${random(16)}$${random(32)}`

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64').replaceAll('=', '')
}

/** Unicode has several ways to write "ü"; keyboards differ, the password stays the same. */
const normalise = (password: string): string => password.normalize('NFC')

/**
 * Refuses passwords that are too short, too long, or guessed first; there are no rules about kinds of characters (ASVS 6.2).
 * @param personal what others know about the person, e.g. e-mail address and name
 */
export function assertPasswordAcceptable(password: string, personal: string[] = []): void {
  const wanted = normalise(password)
  const length = [...wanted].length
  if (length < passwordLength.min) throw refusal(errors.passwordTooShort, { min: passwordLength.min })
  if (length > passwordLength.max) throw refusal(errors.passwordTooLong, { max: passwordLength.max })
  const plain = wanted.toLowerCase()
  if (isRepetition(plain) || isCommon(plain) || isGuessable(plain, [...personal, ...contextWords])) {
    throw refusal(errors.passwordTooCommon)
  }
}

/** Words of every such portal. Its own name, and what is known about the person, come with each check. */
export const contextWords: readonly string[] = `
  serviceportal bürgerportal buergerportal bürgerservice buergerservice bürgeramt buergeramt rathaus verwaltung
  stadtverwaltung gemeinde stadt kreis landkreis behörde behoerde onlinedienst antrag formular bundid kreiswerk
`
  .trim()
  .split(/\s+/)

/** Whether it is nothing but such words, in any order, with or without digits and signs around them. */
function isGuessable(plain: string, words: readonly string[]): boolean {
  const known = words.flatMap((text) => text.toLowerCase().split(/[^\p{Letter}]+/u)).filter((word) => word.length > 2)
  const letters = plain.replace(/[^\p{Letter}]+/gu, ' ').trim()
  if (letters === '' || known.length === 0) return false
  const longestFirst = [...new Set(known)].sort((one, other) => other.length - one.length)
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), letters).trim() === ''
}

/** Says it at the field, wherever there is a form. */
function refusal(error: typeof errors.passwordTooShort, params: Record<string, number> = {}) {
  return error(params, { problems: [{ pointer: '/password', code: error().code, params }] })
}

/** Argon2id in PHC format, to be stored instead of the password. */
export const hashPassword = (password: string, hasher = argon2): Promise<string> => hasher.hash(normalise(password))

/** Whether the password fits; takes the same time when there is no stored hash, and is then never true. */
export async function verifyPassword(stored: string | null, password: string, hasher = argon2): Promise<boolean> {
  if ([...password].length > passwordLength.max) return false
  const fits = await hasher.verify(stored ?? nobody, normalise(password))
  return fits && stored !== null
}

/** One character, or a short piece, again and again: `aaaaaaaa`, `abcabcabc`. */
const isRepetition = (password: string): boolean => /^(.{1,3})\1+$/u.test(password)
