/** Told of a new version. */
export type Listener = (version: string) => void

/** How often is asked whether something has changed, in milliseconds: as long as a change may take to be seen. */
export const pollInterval = 1_000

/** Asks for one version while somebody listens, however many they are: one small question a second per process. */
export class LiveSource {
  readonly #listeners = new Set<Listener>()
  readonly #read: () => Promise<string>
  readonly #failed: (error: unknown) => void
  #version: string | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(read: () => Promise<string>, failed: (error: unknown) => void) {
    this.#read = read
    this.#failed = failed
  }

  /** The version now; later ones are told to the listener. */
  async listen(listener: Listener): Promise<string> {
    // First: whoever leaves while this is read is then gone for good.
    this.#listeners.add(listener)
    const version = await this.#read()
    this.#heard(version)
    this.#schedule()
    return version
  }

  /** Whether anybody is left. */
  leave(listener: Listener): boolean {
    this.#listeners.delete(listener)
    if (this.#listeners.size > 0) return true
    clearTimeout(this.#timer)
    this.#timer = undefined
    return false
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#listeners.size === 0) return
    this.#timer = setTimeout(() => void this.#poll(), pollInterval)
    this.#timer.unref()
  }

  async #poll(): Promise<void> {
    try {
      this.#heard(await this.#read())
    } catch (error) {
      this.#failed(error)
    }
    this.#timer = undefined
    this.#schedule()
  }

  #heard(version: string): void {
    const isNew = this.#version !== undefined && this.#version !== version
    this.#version = version
    if (isNew) for (const listener of this.#listeners) listener(version)
  }
}
