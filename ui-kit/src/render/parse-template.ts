/** A place in a template where a value goes. */
export type Hole =
  | { kind: 'child' }
  | { kind: 'comment' }
  /** `strings` stand around the values of one attribute: `class="a ${x} b"` has `['a ', ' b']`. */
  | { kind: 'attribute'; prefix: '' | '?' | '.' | '@'; name: string; tag: string; strings: string[] }

/** A template taken apart: `texts[0]`, first hole, `texts[1]`, … An attribute hole may take several values. */
export interface ParsedTemplate {
  texts: string[]
  holes: Hole[]
}

const rawTextTags = new Set(['textarea', 'title', 'script', 'style'])
const tagName = /[a-zA-Z][^\s/>]*/y
const attribute = /([^\s"'>=/]+)(\s*=\s*)?/y

/**
 * Finds out what each value of a Lit template is: content, an attribute, or text inside a comment. Templates are written
 * by programmers, so this reads well-formed markup only and refuses values where they cannot be made safe.
 */
export function parseTemplate(strings: readonly string[]): ParsedTemplate {
  return new TemplateReader(strings).read()
}

class TemplateReader {
  readonly #strings: readonly string[]
  readonly #texts: string[] = []
  readonly #holes: Hole[] = []
  #written = ''
  #index = 0
  #position = 0

  constructor(strings: readonly string[]) {
    this.#strings = strings
  }

  read(): ParsedTemplate {
    this.#readContent()
    this.#texts.push(this.#written)
    return { texts: this.#texts, holes: this.#holes }
  }

  get #chunk(): string {
    return this.#strings[this.#index]!
  }

  /** Whether the chunk is used up; a value follows unless it was the last one. */
  get #atEnd(): boolean {
    return this.#position >= this.#chunk.length
  }

  get #isLast(): boolean {
    return this.#index === this.#strings.length - 1
  }

  #nextChunk(): void {
    if (this.#isLast) throw unsupported(this.#strings, 'it ends inside a tag')
    this.#index += 1
    this.#position = 0
  }

  #hole(hole: Hole): void {
    this.#texts.push(this.#written)
    this.#holes.push(hole)
    this.#written = ''
  }

  /** Writes up to `end` (exclusive) of the chunk and goes there. */
  #writeTo(end: number): void {
    this.#written += this.#chunk.slice(this.#position, end)
    this.#position = end
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position
    return pattern.exec(this.#chunk)
  }

  #readContent(): void {
    for (;;) {
      const open = this.#chunk.indexOf('<', this.#position)
      if (open < 0) {
        this.#writeTo(this.#chunk.length)
        if (this.#isLast) return
        this.#hole({ kind: 'child' })
        this.#nextChunk()
      } else if (this.#chunk.startsWith('<!--', open)) {
        this.#writeTo(open + 4)
        this.#readUntil('-->', { kind: 'comment' })
      } else {
        this.#writeTo(open + 1)
        this.#readTag()
      }
    }
  }

  #readTag(): void {
    const name = this.#match(tagName)
    if (!name) return
    this.#writeTo(this.#position + name[0].length)
    this.#readAttributes(name[0].toLowerCase())
    const tag = name[0].toLowerCase()
    if (rawTextTags.has(tag)) this.#readRawText(tag)
  }

  #readAttributes(tag: string): void {
    for (;;) {
      if (this.#atEnd) throw unsupported(this.#strings, 'a value cannot stand for whole attributes')
      const found = this.#match(attribute)
      if (!found) {
        const character = this.#chunk[this.#position]!
        this.#writeTo(this.#position + 1)
        if (character === '>') return
      } else if (found[2]) this.#readAttribute(tag, found[0], found[1]!)
      else this.#writeTo(this.#position + found[0].length)
    }
  }

  #readAttribute(tag: string, matched: string, fullName: string): void {
    const start = this.#position
    const valueAt = start + matched.length
    const quote = this.#chunk[valueAt]
    const unquoted = quote !== '"' && quote !== "'"
    const end = unquoted ? unquotedEnd(this.#chunk, valueAt) : this.#chunk.indexOf(quote!, valueAt + 1)
    if (end >= 0 && end < this.#chunk.length) return this.#writeTo(unquoted ? end : end + 1)
    const prefix = /^[?.@]/.exec(fullName)?.[0] ?? ''
    const strings = [this.#chunk.slice(unquoted ? valueAt : valueAt + 1)]
    this.#nextChunk()
    for (;;) {
      const close = unquoted ? unquotedEnd(this.#chunk, this.#position) : this.#chunk.indexOf(quote!, this.#position)
      const stop = close < 0 ? this.#chunk.length : close
      strings.push(this.#chunk.slice(this.#position, stop))
      this.#position = unquoted || close < 0 ? stop : stop + 1
      if (close >= 0 && (close < this.#chunk.length || this.#isLast)) break
      this.#nextChunk()
    }
    this.#hole({ kind: 'attribute', prefix: prefix as '', name: fullName.slice(prefix.length), tag, strings })
  }

  #readRawText(tag: string): void {
    this.#readUntil(`</${tag}`, tag === 'textarea' || tag === 'title' ? { kind: 'child' } : undefined)
  }

  /** Writes everything up to and including `end`; values on the way become `hole`, or are refused without one. */
  #readUntil(end: string, hole: Hole | undefined): void {
    for (;;) {
      const found = this.#chunk.toLowerCase().indexOf(end, this.#position)
      if (found >= 0) return this.#writeTo(found + end.length)
      this.#writeTo(this.#chunk.length)
      if (this.#isLast) return
      if (!hole) throw unsupported(this.#strings, 'a value cannot stand inside script or style')
      this.#hole(hole)
      this.#nextChunk()
    }
  }
}

/** Where an unquoted attribute value ends; the length of the text when it goes on in the next chunk. */
function unquotedEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[\s>]|\/>/)
  return found < 0 ? text.length : from + found
}

const unsupported = (strings: readonly string[], reason: string): Error =>
  new Error(`This template cannot be rendered: ${reason}. Template: ${strings.join('${…}')}`)
