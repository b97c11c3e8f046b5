import { service } from '@kreiswerk/core'

/** Knows whether many people book at present, as this process sees it. */
export interface Rush {
  /** Counts a try to hold a time; whether there were more than enough within a minute. */
  count(now: Date): boolean
  /** The same without counting. */
  isOn(now: Date): boolean
}

export const rush = service<Rush>('appointments.rush@1')

const minute = 60_000

/**
 * Counts the tries of this minute and of the one before; of that, the share that lies within the last sixty seconds. Two
 * numbers in memory: it costs nothing where people hold times, and knows nothing of people. `null` for never.
 */
export function createRush(most: number | null): Rush {
  let current = 0
  let tries = 0
  let triesBefore = 0

  function turnTo(now: Date): void {
    const number = Math.floor(now.getTime() / minute)
    if (number === current) return
    triesBefore = number === current + 1 ? tries : 0
    tries = 0
    current = number
  }

  function isOn(now: Date): boolean {
    if (most === null) return false
    turnTo(now)
    const passed = (now.getTime() % minute) / minute
    return tries + triesBefore * (1 - passed) > most
  }

  return {
    isOn,
    count(now) {
      turnTo(now)
      tries += 1
      return isOn(now)
    },
  }
}
