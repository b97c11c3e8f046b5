import { PDFName, PDFOperator, PDFOperatorNames, PageSizes, rgb, setFillingColor, setFontAndSize } from 'pdf-lib'
import { beginText, endText, moveText, rectangle, fill, showText, setLineWidth } from 'pdf-lib'
import type { PDFDocument, PDFPage } from 'pdf-lib'
import { Structure } from './structure.ts'
import type { Node } from './structure.ts'
import type { Typeface, Weight } from './typeface.ts'

const pointsAMillimetre = 72 / 25.4
/** Millimetres as points. */
export const mm = (millimetres: number): number => millimetres * pointsAMillimetre

export const black = rgb(0, 0, 0)
export const grey = rgb(0.33, 0.33, 0.33)
export const accent = rgb(0.09, 0.16, 0.36)

/** DIN 5008: 25 mm to the left for filing, 20 mm to the right. */
export const margin = { left: mm(25), right: mm(20), top: mm(20), bottom: mm(25) } as const

export interface TextStyle {
  size: number
  weight?: Weight
  color?: ReturnType<typeof rgb>
  /** Line height as a multiple of the size. */
  leading?: number
}

/** Where text stands: left edge and width, in points. */
export interface Column {
  left: number
  width: number
}

/** A4 pages that are filled from top to bottom; what does not fit goes on to the next page. */
export class Paper {
  readonly #document: PDFDocument
  readonly #typeface: Typeface
  readonly #widths = new Map<string, number>()
  readonly structure: Structure
  readonly column: Column
  page: PDFPage
  /** The next free height, in points from the bottom. */
  y: number

  constructor(document: PDFDocument, typeface: Typeface) {
    this.#document = document
    this.#typeface = typeface
    this.structure = new Structure(document)
    this.column = { left: margin.left, width: PageSizes.A4[0] - margin.left - margin.right }
    this.page = document.addPage(PageSizes.A4)
    this.y = PageSizes.A4[1] - margin.top
  }

  /** Begins a new page unless this height is still free. */
  need(height: number): void {
    if (this.y - height >= margin.bottom) return
    this.page = this.#document.addPage(PageSizes.A4)
    this.y = PageSizes.A4[1] - margin.top
  }

  /** Sets a paragraph that belongs to `node`, and moves on below it. */
  paragraph(node: Node, text: string, style: TextStyle, column: Column = this.column): void {
    const lineHeight = style.size * (style.leading ?? 1.4)
    for (const line of this.wrap(text, style, column.width)) {
      this.need(lineHeight)
      this.y -= lineHeight
      this.line(node, line, style, column.left, this.y + (lineHeight - style.size) / 2)
    }
  }

  /** The height that a paragraph will take. */
  heightOf(text: string, style: TextStyle, width = this.column.width): number {
    return this.wrap(text, style, width).length * style.size * (style.leading ?? 1.4)
  }

  /** Sets one line at a place, as a piece of `node`. */
  line(node: Node, text: string, style: TextStyle, x: number, y: number): void {
    const weight = style.weight ?? 'regular'
    const font = this.#typeface[weight]
    const key = PDFName.of(weight === 'bold' ? 'FB' : 'FR')
    if (this.page.node.normalizedEntries().Font.get(key) === undefined) this.page.node.setFontDictionary(key, font.ref)
    this.page.pushOperators(
      ...this.#marked(node, [
        beginText(),
        setFillingColor(style.color ?? black),
        setFontAndSize(key, style.size),
        moveText(x, y),
        showText(font.encodeText(text)),
        endText(),
      ]),
    )
  }

  /** A filled rectangle that means nothing, such as a rule. */
  decoration(x: number, y: number, width: number, height: number, color = grey): void {
    this.page.pushOperators(
      PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]),
      setFillingColor(color),
      setLineWidth(0),
      rectangle(x, y, width, height),
      fill(),
      PDFOperator.of(PDFOperatorNames.EndMarkedContent),
    )
  }

  /** Filled black rectangles that together are one picture. */
  picture(node: Node, rectangles: readonly (readonly [x: number, y: number, width: number, height: number])[]): void {
    const shapes = rectangles.map((shape) => rectangle(...shape))
    this.page.pushOperators(...this.#marked(node, [setFillingColor(black), ...shapes, fill()]))
  }

  /** Breaks text into lines of this width; a word that is wider than a line is cut. */
  wrap(text: string, { size, weight = 'regular' }: TextStyle, width: number): string[] {
    const fits = (line: string) => this.#widthOf(line, weight) * size <= width
    const lines: string[] = []
    for (const paragraph of text.split('\n')) {
      let line = ''
      for (const word of paragraph.split(/[ \t]+/)) {
        const longer = line === '' ? word : `${line} ${word}`
        if (fits(longer)) {
          line = longer
          continue
        }
        if (line !== '') lines.push(line)
        line = word
        while (!fits(line)) {
          let end = line.length - 1
          while (end > 1 && !fits(line.slice(0, end))) end -= 1
          lines.push(line.slice(0, end))
          line = line.slice(end)
        }
      }
      lines.push(line)
    }
    return lines
  }

  /** At size 1. Without kerning and ligatures, a line is as wide as its characters. */
  #widthOf(line: string, weight: Weight): number {
    let sum = 0
    for (const character of line) {
      const key = weight + character
      const width = this.#widths.get(key) ?? this.#typeface[weight].widthOfTextAtSize(character, 1)
      this.#widths.set(key, width)
      sum += width
    }
    return sum
  }

  #marked(node: Node, operators: PDFOperator[]): PDFOperator[] {
    const tag = node.dict.lookup(PDFName.of('S'), PDFName)
    const number = this.structure.claim(node, this.page)
    return [
      PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [tag, `<</MCID ${number}>>`]),
      ...operators,
      PDFOperator.of(PDFOperatorNames.EndMarkedContent),
    ]
  }
}
