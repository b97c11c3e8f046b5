import type { TemplateResult } from '@kreiswerk/core'
import { field as control, t } from '@kreiswerk/ui-kit'
import type { FileField } from '../field/field.ts'
import { mostFilesOf } from '../field/kinds/file.ts'
import { attachButton, removeButton } from '../file/fileOrders.ts'
import { inWords } from '../service/wording.ts'
import type { ControlContext } from './fieldControl.ts'
import { fileStateKind, fileStateText } from './texts.ts'

const usualMebibytes = 10

/** Files to attach, with those that are attached already and what became of them. */
export function filesControl(field: FileField, name: string, { locale, files }: ControlContext): TemplateResult {
  return control.files({
    name,
    label: inWords(field.label, locale),
    hint: field.hint && inWords(field.hint, locale),
    optional: field.optional,
    accept: field.accept,
    maxMebibytes: field.maxMebibytes ?? usualMebibytes,
    maxFiles: mostFilesOf(field),
    attach: attachButton,
    files: files
      .filter((file) => file.field === name)
      .map((file) => ({
        name: file.name,
        bytes: file.bytes,
        remove: `${removeButton}${file.id}`,
        state: { label: fileStateText(file), kind: fileStateKind(file) },
        note: file.state === 'rejected' ? t('file.rejected-note') : undefined,
      })),
  })
}
