/** The top of an axis that begins at 0: at least the largest value, and half of it is a whole number too. */
export function topOf(largest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, largest)))
  return [2, 4, 6, 8, 10].map((step) => step * power).find((top) => top >= largest) ?? 20 * power
}
