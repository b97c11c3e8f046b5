import type { Answer } from '../town/send.ts'

/** What somebody gets: it happens, it is refused, or it looks as if there were no such thing. */
export type Outcome = 'yes' | 'no' | 'hidden'

/** An answer that is none of the three, in words. */
export class Unclear {
  readonly words: string
  constructor(words: string) {
    this.words = words
  }
}

const refusals = new Set([
  'auth.login-required',
  'auth.step-up-required',
  'auth.forbidden',
  'auth.own-account',
  'auth.role-beyond-own',
  'auth.four-eyes',
])
const absent = new Set(['action.not-found'])

/** Reads the answer of an endpoint. `passes` is a refusal that only those get who are permitted. */
export function outcomeOfCall({ statusCode, body }: Answer, passes: string | undefined): Outcome | Unclear {
  if (statusCode === 200) return 'yes'
  const { code, problems } = JSON.parse(body) as { code: string; problems?: unknown }
  if (code === passes) return 'yes'
  if (refusals.has(code)) return 'no'
  if (absent.has(code)) return 'hidden'
  // Permission was given; the state of the thing stands in the way.
  if (statusCode === 409) return 'yes'
  return new Unclear(`answers ${statusCode} ${code} ${JSON.stringify(problems ?? '')}`)
}

/** Reads the answer of a page, or of a form that was sent to one. */
export function outcomeOfPage({ statusCode, headers, body }: Answer): Outcome | Unclear {
  const to = String(headers.location ?? '')
  if (statusCode === 303) return /^(\/staff)?\/anmelden\?weiter=|^\/anmelden\/erhoehen\?/.test(to) ? 'no' : 'yes'
  if (statusCode === 200 || statusCode === 409) return 'yes'
  if (statusCode === 401 || statusCode === 403) return 'no'
  if (statusCode === 404) return 'hidden'
  return new Unclear(`answers ${statusCode}: ${/<h1[^>]*>([^<]*)/.exec(body)?.[1]}`)
}
