const origins = new Map<string, string>()

/**
 * Registers a custom element. Doing it again with the same class changes nothing; another class under a taken name is an
 * error that names where both come from, instead of an element that is silently someone else's.
 */
export function define(name: string, element: CustomElementConstructor): void {
  const taken = customElements.get(name)
  if (taken === element) return
  const origin = callerOf(new Error().stack)
  if (taken) {
    const first = origins.get(name) ?? 'unknown'
    throw new Error(`<${name}> is defined twice: first in ${first}, now in ${origin}. Rename one of the two elements.`)
  }
  customElements.define(name, element)
  origins.set(name, origin)
}

/** The module that called `define`, from a stack trace; every engine writes addresses as `https://…/file.js:1:2`. */
function callerOf(stack = ''): string {
  const addresses = stack.match(/(?:https?|file):\/\/[^\s()]+/g) ?? []
  return addresses.find((address) => !address.startsWith(import.meta.url)) ?? 'unknown'
}
