/** Lines as a table after RFC 4180. */
export const csvTable = (lines: readonly (readonly string[])[]): string =>
  [...lines.map((line) => line.map(cell).join(',')), ''].join('\r\n')

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
