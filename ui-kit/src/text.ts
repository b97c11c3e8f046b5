/** Looks up the words for a key, among those of `owner` if one is named; `undefined` when there are none. */
export type Words = (key: string, owner?: string) => string | undefined

export interface Wording {
  locale: string
  words: Words
}

let current: Wording = { locale: 'de', words: () => undefined }

/** A message that is put into words when it is rendered, in the language of that rendering. */
export class Text {
  readonly key: string
  readonly params: Readonly<Record<string, unknown>>
  /** The plugin whose words these are, where that is not the one that renders. */
  readonly owner: string | undefined

  constructor(key: string, params: Readonly<Record<string, unknown>>, owner?: string) {
    this.key = key
    this.params = params
    this.owner = owner
  }

  /** The same message in the words of a certain plugin, wherever it is shown. */
  ownedBy(owner: string): Text {
    return new OwnedText(this, owner)
  }

  toString(): string {
    const pattern = current.words(this.key, this.owner) ?? this.key
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(this.params[name] ?? whole))
  }

  toJSON(): string {
    return this.toString()
  }
}

/** A message that remembers whose words it speaks; the message itself may be of any kind. */
class OwnedText extends Text {
  readonly #message: Text

  constructor(message: Text, owner: string) {
    super(message.key, message.params, owner)
    this.#message = message
  }

  override toString(): string {
    const { locale, words } = current
    const owned: Wording = { locale, words: (key, named) => words(key, named ?? this.owner) }
    return withWording(owned, () => this.#message.toString())
  }
}

/** What templates accept wherever people read something. */
export type Readable = string | Text

/** Names a message of the locale files; `{name}` in it is filled from `params`. */
export const t = (key: string, params: Readonly<Record<string, unknown>> = {}): Text => new Text(key, params)

/** The language code of the rendering that is going on, e.g. `de`, `en`, `de-simple`. */
export const currentLocale = (): string => current.locale

/** Runs `render` to its end with this wording. Rendering is synchronous, so no other rendering can see it. */
export function withWording<T>(wording: Wording, render: () => T): T {
  const before = current
  current = wording
  try {
    return render()
  } finally {
    current = before
  }
}

/** Sets the wording for good: for a browser page, which has one language. */
export function setWording(wording: Wording): void {
  current = wording
}
