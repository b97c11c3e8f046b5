import { blindIndex } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Challenge, Payload } from 'altcha-lib/types'
import { goodFor } from './spendable.ts'
import type { Spendable } from './spendable.ts'

// Slow enough that a browser's overhead per step does not count, so that a program of one's own is hardly faster.
const cost = 5_000

/**
 * A task of ALTCHA: to find a number by trying all from zero, each try a PBKDF2. The number lies in the upper half, so the
 * work is about the same for everybody. Nothing is stored: the task is signed.
 */
export async function newChallenge(em: EntityManager, maxNumber: number, now: Date): Promise<Challenge> {
  return createChallenge({
    ...(await secretsOf(em)),
    algorithm: 'PBKDF2/SHA-256',
    cost,
    counter: randomInt(maxNumber, Math.ceil(maxNumber / 2)),
    data: { until: now.getTime() + goodFor },
    deriveKey,
  })
}

/** What a solution as ALTCHA sends it, JSON in Base64, is worth; `null` for nothing. */
export async function readSolution(em: EntityManager, solved: string): Promise<Spendable | null> {
  const payload = payloadIn(solved)
  if (payload === null) return null
  const { verified } = await verifySolution({ ...payload, ...(await secretsOf(em)), deriveKey })
  const { nonce, data } = payload.challenge.parameters
  return verified ? { id: nonce, from: 0, until: Number(data?.['until']) } : null
}

/** The part of a payload that reading it relies on, before its signature says that it is ours. */
function payloadIn(solved: string): Payload | null {
  try {
    const payload = JSON.parse(Buffer.from(solved, 'base64').toString()) as Partial<Payload> | null
    const { parameters, signature } = payload?.challenge ?? {}
    const isWhole = isObject(parameters) && typeof signature === 'string' && isObject(payload?.solution)
    return isWhole ? (payload as Payload) : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

async function secretsOf(em: EntityManager) {
  const secret = (column: string) => blindIndex(em, { table: 'appointments_spent_proof', column }, 'altcha')
  const [task, key] = [await secret('task'), await secret('key')]
  return { hmacSignatureSecret: task, hmacKeySignatureSecret: key }
}
