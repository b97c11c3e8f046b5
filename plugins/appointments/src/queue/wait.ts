/** How long somebody will wait, in minutes from and to, in steps of five. */
export interface Wait {
  from: number
  to: number
}

const grid = 5
/** How far the real time may be from the reckoned one. */
const spread = 0.3

/**
 * Reckons a wait from the minutes of everybody ahead, how many desks work them off, and how much longer or shorter things
 * have taken of late than planned (1 when as planned). More people ahead never make it shorter, more desks never longer.
 */
export function estimateWait(minutesAhead: readonly number[], desks: number, pace = 1): Wait {
  const minutes = (minutesAhead.reduce((sum, one) => sum + one, 0) * pace) / Math.max(1, desks)
  return {
    from: Math.floor((minutes * (1 - spread)) / grid) * grid,
    to: Math.max(grid, Math.ceil((minutes * (1 + spread)) / grid) * grid),
  }
}

/** Services that were done, planned and measured. */
export interface Done {
  planned: number
  took: number
}

const enough = 30

/** How measured times compare to planned ones; 1 until enough is known, never below half or above double. */
export function paceOf(done: readonly Done[]): number {
  if (done.length < enough) return 1
  const planned = done.reduce((sum, one) => sum + one.planned, 0)
  const took = done.reduce((sum, one) => sum + one.took, 0)
  return planned === 0 ? 1 : Math.min(2, Math.max(0.5, took / planned))
}
