/** `warning`: it works, but somebody should look; `problem`: something does not work. */
export type Health = 'ok' | 'warning' | 'problem'

/** What one check found, in words for operators. */
export interface Finding {
  check: string
  health: Health
  found: string
  /** What to do, where something is to be done. */
  advice?: string
}

export const ok = (check: string, found: string): Finding => ({ check, health: 'ok', found })

export const warning = (check: string, found: string, advice: string): Finding => ({
  check,
  health: 'warning',
  found,
  advice,
})

export const problem = (check: string, found: string, advice: string): Finding => ({
  check,
  health: 'problem',
  found,
  advice,
})

/** Runs a check; what it throws becomes a problem. */
export async function checked(
  check: string,
  advice: string,
  look: () => Promise<Finding | Finding[]>,
): Promise<Finding[]> {
  try {
    return [await look()].flat()
  } catch (error) {
    const { message } = error as Error
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
    return [problem(check, `${message}${cause}`, advice)]
  }
}
