import { Text, currentLocale } from './text.ts'

/** The same words in several languages, written where they belong. German is always there; others fall back to it. */
export interface Phrase {
  readonly de: string
  readonly en?: string
  /** Leichte Sprache (easy-to-read German). */
  readonly 'de-simple'?: string
}

/** The words in this language, or the German ones. */
export const phraseIn = (phrase: Phrase, locale: string): string => phrase[locale as keyof Phrase] ?? phrase.de

/** Words that travel with a definition, put in the language of the page when it is rendered. */
class PhraseText extends Text {
  readonly #phrase: Phrase

  constructor(phrase: Phrase) {
    super('kit.phrase', {})
    this.#phrase = phrase
  }

  override toString(): string {
    return phraseIn(this.#phrase, currentLocale())
  }
}

export const say = (phrase: Phrase): Text => new PhraseText(phrase)
