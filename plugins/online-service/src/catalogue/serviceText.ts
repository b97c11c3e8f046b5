import { Text, currentLocale } from '@kreiswerk/ui-kit'
import { inWords } from '../service/wording.ts'
import type { Wording } from '../service/wording.ts'

/** Words that travel with a service definition, put in the language of the page when it is rendered. */
export class ServiceText extends Text {
  readonly #wording: Wording

  constructor(wording: Wording) {
    super('service.text', {})
    this.#wording = wording
  }

  override toString(): string {
    return inWords(this.#wording, currentLocale())
  }
}

export const say = (wording: Wording): Text => new ServiceText(wording)
