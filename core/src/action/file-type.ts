import { createReadStream } from 'node:fs'

/** The kinds of files a field can accept, each with the endings that go with it. */
const endings = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
  'image/heic': ['heic', 'heif'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
  'application/zip': ['zip'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
} as const satisfies Record<string, readonly string[]>

export type FileType = keyof typeof endings

const unknownType = 'application/octet-stream'

/** The endings people know a kind of file by, e.g. `jpg` first for `image/jpeg`. */
export const endingsOf = (type: string): readonly string[] =>
  Object.hasOwn(endings, type) ? endings[type as FileType] : []

/** Whether a kind of file is a zip archive inside, as office documents are. */
export const isArchive = (type: string): boolean => type === 'application/zip' || /opendocument|openxml/.test(type)

/**
 * What the content of a file is: by its first bytes, or text when all of it is readable UTF-8 without control
 * characters. Text has no bytes of its own, so there the ending tells CSV from plain text.
 */
export async function detectFileType(path: string, fileName: string): Promise<string> {
  const { fileTypeFromFile } = await import('file-type')
  const found = await fileTypeFromFile(path)
  if (found !== undefined) return found.mime
  if (!(await isText(path))) return unknownType
  return endingOf(fileName) === 'csv' ? 'text/csv' : 'text/plain'
}

/** Whether a name may stand on a content of this type; a name without ending may. */
export function endingFits(fileName: string, type: string): boolean {
  const ending = endingOf(fileName)
  return ending === undefined || endingsOf(type).includes(ending)
}

const endingOf = (fileName: string): string | undefined => /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase()

async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) {
      if (hasControls(decoder.decode(chunk as Buffer, { stream: true }))) return false
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

const hasControls = (text: string): boolean => /[^\P{Cc}\t\n\r\f]/u.test(text)
