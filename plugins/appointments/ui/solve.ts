import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { solveChallenge } from 'altcha-lib'
import type { Challenge } from 'altcha-lib/types'

const patience = 60_000

/**
 * Solves a task of ALTCHA and writes it as ALTCHA's servers read it; `null` when it takes too long. The browser derives
 * keys beside the page's own thread, so the page stays usable without a worker.
 */
export async function encodeSolution(challenge: Challenge): Promise<string | null> {
  const solution = await solveChallenge({ challenge, deriveKey, timeout: patience })
  return solution === null ? null : btoa(JSON.stringify({ challenge, solution }))
}
