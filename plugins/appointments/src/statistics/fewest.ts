/** Figures of fewer visits are not shown, since they would be about somebody. */
export const fewest = 5

/** Whether nothing can be read out of a number about single people; none at all is no secret. */
export const isShown = (count: number): boolean => count === 0 || count >= fewest

/** The number, or `null` where it is too small to be shown. */
export const shown = (count: number): number | null => (isShown(count) ? count : null)
