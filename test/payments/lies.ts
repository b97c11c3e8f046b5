import type { Fault, Lie } from '../../sample-deployment/payment-emulator/misbehaviour.ts'

/** Out of a thousand calls, how many meet which fault; the rest is answered honestly. */
const whenAskedFor: Partial<Record<Fault, number>> = {
  'timeout-after-commit': 50,
  'timeout-before-commit': 30,
  'connection-reset': 40,
  'server-error': 40,
  'too-many-requests': 40,
  'exists-at-once': 20,
  'slow-bytes': 10,
  'malformed-reply': 20,
  'huge-reply': 2,
  'foreign-redirect': 10,
  'late-reply': 30,
}
const whenAskedAbout: Partial<Record<Fault, number>> = {
  'connection-reset': 40,
  'server-error': 40,
  'too-many-requests': 40,
  'slow-bytes': 10,
  'malformed-reply': 20,
  'huge-reply': 2,
  'wrong-amount': 10,
  'no-amount': 10,
  'never-found': 20,
  'late-reply': 50,
}

/** A provider that lies by chance, the same way whenever it is asked in the same order about the same payment. */
export interface Liar {
  lie: Lie
  /** How often it did what. */
  readonly counts: ReadonlyMap<string, number>
  /** From now on every call is answered honestly, but for the amounts that are always wrong. */
  comeToItsSenses(): void
}

/** `isShort`: for which payments, by the reference of their first item, every answer names a wrong amount. */
export function createLiar(seed: number, isShort: (reference: string) => boolean): Liar {
  const calls = new Map<string, number>()
  const counts = new Map<string, number>()
  let honest = false

  function choose(method: string, reference: string): Fault[] {
    const at = `${method} ${reference}`
    const nth = (calls.get(at) ?? 0) + 1
    calls.set(at, nth)
    const faults = honest ? [] : pick(method === 'POST' ? whenAskedFor : whenAskedAbout, chance(seed, `${at} ${nth}`))
    return isShort(reference) ? [...faults, 'wrong-amount'] : faults
  }

  return {
    counts,
    lie({ method, request }) {
      const faults = choose(method, request?.items[0]?.reference ?? 'unknown')
      for (const fault of faults.length === 0 ? ['answered honestly'] : faults) {
        counts.set(fault, (counts.get(fault) ?? 0) + 1)
      }
      return faults
    },
    comeToItsSenses() {
      honest = true
    },
  }
}

function pick(mix: Partial<Record<Fault, number>>, dice: number): Fault[] {
  let rest = dice * 1_000
  for (const [fault, share] of Object.entries(mix)) {
    rest -= share
    if (rest < 0) return [fault as Fault]
  }
  return []
}

/** From 0 to below 1, the same for the same seed and name (FNV-1a, then mixed). */
export function chance(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
