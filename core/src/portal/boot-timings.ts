/** How long each step of the start took, in milliseconds: shows which plugin to blame for a slow start. */
export interface BootTimings {
  measure<T>(step: string, work: () => T): T
  readonly steps: ReadonlyMap<string, number>
}

export function createBootTimings(now: () => number = () => performance.now()): BootTimings {
  const steps = new Map<string, number>()
  const note = (step: string, since: number) => {
    steps.set(step, (steps.get(step) ?? 0) + Math.round((now() - since) * 10) / 10)
  }
  return {
    steps,
    measure(step, work) {
      const since = now()
      const result = work()
      if (result instanceof Promise) return result.finally(() => note(step, since)) as typeof result
      note(step, since)
      return result
    },
  }
}
