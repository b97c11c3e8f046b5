import { PDFHexString, PDFName, PDFNumber } from 'pdf-lib'
import type { PDFDict, PDFDocument, PDFPage, PDFRef } from 'pdf-lib'

/** Standard structure types used here (ISO 32000-1, 14.8.4). */
export type Tag = 'Document' | 'H1' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure'

export interface Node {
  readonly ref: PDFRef
  readonly dict: PDFDict
  readonly children: (PDFRef | PDFDict)[]
}

/**
 * The logical structure of a document: what screen readers read and what PDF/A level A would ask for. Content on a page
 * carries a number; the tree says what each numbered piece is.
 */
export class Structure {
  readonly #document: PDFDocument
  readonly #rootRef: PDFRef
  readonly #nodes: Node[] = []
  /** For every page the owners of its pieces of content, by number. */
  readonly #owners = new Map<PDFPage, PDFRef[]>()
  readonly root: Node

  constructor(document: PDFDocument) {
    this.#document = document
    this.#rootRef = document.context.nextRef()
    this.root = this.#create('Document', this.#rootRef)
  }

  /** Adds an element inside another one. `alternative`: the words for what is not text. */
  add(tag: Tag, parent: Node = this.root, alternative?: string): Node {
    const node = this.#create(tag, parent.ref)
    if (alternative !== undefined) node.dict.set(PDFName.of('Alt'), PDFHexString.fromText(alternative))
    parent.children.push(node.ref)
    return node
  }

  /** Says that a heading cell heads its row. */
  headsRow(node: Node): void {
    node.dict.set(PDFName.of('A'), this.#document.context.obj({ O: 'Table', Scope: 'Row' }))
  }

  /** Claims the next piece of content on this page for an element; the number goes into the content. */
  claim(node: Node, page: PDFPage): number {
    const owners = this.#owners.get(page) ?? []
    this.#owners.set(page, owners)
    const number = owners.push(node.ref) - 1
    node.children.push(this.#document.context.obj({ Type: 'MCR', Pg: page.ref, MCID: number }))
    return number
  }

  /** Writes the tree into the document. Call once, when all content is there. */
  finish(): void {
    const { context, catalog } = this.#document
    const numbers: (PDFNumber | PDFRef)[] = []
    for (const [index, [page, owners]] of [...this.#owners].entries()) {
      page.node.set(PDFName.of('StructParents'), PDFNumber.of(index))
      page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
      numbers.push(PDFNumber.of(index), context.register(context.obj(owners)))
    }
    for (const node of this.#nodes) node.dict.set(PDFName.of('K'), context.obj(node.children))
    const tree = context.obj({
      Type: 'StructTreeRoot',
      K: [this.root.ref],
      ParentTree: context.register(context.obj({ Nums: numbers })),
      ParentTreeNextKey: this.#owners.size,
    })
    context.assign(this.#rootRef, tree)
    catalog.set(PDFName.of('StructTreeRoot'), this.#rootRef)
    catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
  }

  #create(tag: Tag, parent: PDFRef): Node {
    const { context } = this.#document
    const ref = context.nextRef()
    const dict = context.obj({ Type: 'StructElem', S: tag, P: parent })
    context.assign(ref, dict)
    const node = { ref, dict, children: [] }
    this.#nodes.push(node)
    return node
  }
}
