/** One measured line of the table. */
export interface Figure {
  what: string
  /** As people read it, e.g. `850 a second`. */
  portal: string
  /** What it is compared with; empty where there is nothing. */
  bare: string
  result: string
  promise: string
  kept: boolean
}

/** A ratio that must not be smaller than promised. */
export const atLeast = (promised: number, ratio: number) => ({
  result: `${ratio.toFixed(2)} ×`,
  promise: `at least ${promised} ×`,
  kept: ratio >= promised,
})

/** A measure that must not be greater than promised. */
export const atMost = (promised: number, unit: string, measured: number) => ({
  result: `${Math.round(measured)} ${unit}`,
  promise: `at most ${promised} ${unit}`,
  kept: measured <= promised,
})

/** The table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['What', 'Portal', 'Bare server', 'Result', 'Promised', '']),
    line(['---', '--:', '--:', '--:', '--:', '---']),
    ...figures.map(({ what, portal, bare, result, promise, kept }) =>
      line([what, portal, bare, result, promise, kept ? 'kept' : '**not kept**']),
    ),
  ].join('\n')
}
