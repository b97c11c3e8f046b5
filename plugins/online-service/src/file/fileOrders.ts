import type { Upload, UploadOptions } from '@kreiswerk/core'
import { mostFilesOf } from '../field/kinds/file.ts'
import type { Answers, FileField } from '../field/field.ts'
import type { Page, Service } from '../service/defineService.ts'

/** What somebody asks for with a file field: files to attach, files to remove, and whether to stay on the page. */
export interface FileOrder {
  name: string
  field: FileField
  uploads: readonly Upload[]
  remove: readonly string[]
  stay: boolean
}

/** The file fields of a page. */
export function fileFieldsOf(service: Service, page: Page): [string, FileField][] {
  return page.fields.flatMap((name) => {
    const field = service.fields[name]
    return field?.kind === 'file' ? [[name, field]] : []
  })
}

/** What the kernel lets in for the file fields of a page. */
export const uploadRulesOf = (service: Service, page: Page): Record<string, UploadOptions> =>
  Object.fromEntries(
    fileFieldsOf(service, page).map(([name, { accept, maxMebibytes }]) => [name, { accept, maxMebibytes }]),
  )

/** The value of the button that attaches the chosen files, and how the values of those begin that remove one. */
export const attachButton = 'attach'
export const removeButton = 'remove:'

/** Reads what came for the file fields of a page: files, and the values of the buttons beside them. */
export function fileOrdersIn(service: Service, page: Page, body: Answers): FileOrder[] {
  return fileFieldsOf(service, page).map(([name, field]) => {
    const sent = Object.hasOwn(body, name) ? [body[name]].flat() : []
    const pressed = sent.filter((part) => typeof part === 'string')
    return {
      name,
      field,
      uploads: sent.filter(isUpload),
      remove: pressed
        .filter((value) => value.startsWith(removeButton))
        .map((value) => value.slice(removeButton.length)),
      stay: pressed.some((value) => value === attachButton || value.startsWith(removeButton)),
    }
  })
}

// Only the kernel makes them: JSON that looks like one has no content to open.
const isUpload = (part: unknown): part is Upload =>
  typeof part === 'object' && part !== null && typeof (part as Partial<Upload>).open === 'function'

/** Whether so many files fit beside those that stay. */
export const fits = ({ field, uploads }: FileOrder, kept: number): boolean =>
  kept + uploads.length <= mostFilesOf(field)
