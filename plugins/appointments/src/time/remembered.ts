const most = 5_000

/** A function of a text and something else that keeps what it has worked out: arithmetic with time zones takes its time. */
export function remembered<Other extends string | number, Result>(
  work: (text: string, other: Other) => Result,
): (text: string, other: Other) => Result {
  const known = new Map<string, Result>()
  return (text, other) => {
    const key = `${text} ${other}`
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const made = work(text, other)
    known.set(key, made)
    return made
  }
}
