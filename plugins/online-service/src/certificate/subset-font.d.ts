declare module 'subset-font' {
  interface Options {
    noHinting?: boolean
    noLayoutClosure?: boolean
    keepFeatures?: string[]
  }
  /** Cuts a TrueType font down to the characters of a text. */
  export default function subsetFont(font: Uint8Array, text: string, options?: Options): Promise<Uint8Array>
}
