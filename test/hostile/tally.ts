/** Action → class of status, such as `2xx` → how often. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>()

  count(action: string, status: number): void {
    const answers = this.#counts.get(action) ?? new Map<string, number>()
    const kind = `${Math.floor(status / 100)}xx`
    answers.set(kind, (answers.get(kind) ?? 0) + 1)
    this.#counts.set(action, answers)
  }

  add(other: Tally): void {
    for (const [action, answers] of other.#counts) {
      for (const [kind, count] of answers) {
        const mine = this.#counts.get(action) ?? new Map<string, number>()
        mine.set(kind, (mine.get(kind) ?? 0) + count)
        this.#counts.set(action, mine)
      }
    }
  }

  of(action: string, kind: string): number {
    return this.#counts.get(action)?.get(kind) ?? 0
  }

  /** How many answers there were, of a class if told. */
  total(kind?: string): number {
    const all = [...this.#counts.values()].flatMap((answers) => [...answers])
    return all.filter(([one]) => kind === undefined || one === kind).reduce((sum, [, count]) => sum + count, 0)
  }

  /** Parts of all answers that were successes. */
  get success(): number {
    return this.total('2xx') / Math.max(1, this.total())
  }

  /** One line for every action. */
  toString(): string {
    const kinds = ['2xx', '4xx', '5xx']
    const line = (name: string, count: (kind: string) => number) =>
      `${name.padEnd(40)}${kinds.map((kind) => `${count(kind)}`.padStart(8)).join('')}`
    return [
      `${'action'.padEnd(40)}${kinds.map((kind) => kind.padStart(8)).join('')}`,
      ...[...this.#counts.keys()].sort().map((action) => line(action, (kind) => this.of(action, kind))),
      line('all', (kind) => this.total(kind)),
    ].join('\n')
  }
}
