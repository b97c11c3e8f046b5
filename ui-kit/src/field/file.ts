import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { FieldOptions } from './frame.ts'
import { frameOf, labelled } from './frame.ts'
import { registerFile } from '../form/form-state.ts'
import { formatBytes } from '../format.ts'
import { t } from '../text.ts'

export interface FileOptions extends FieldOptions {
  /** Media types or endings the file chooser offers, e.g. `['application/pdf', 'image/*']`. */
  accept?: readonly string[]
  multiple?: boolean
  /** The largest file in bytes; said in the hint, checked by the server. */
  maxBytes?: number
}

/** A file to send along. The form around it must be `multipart/form-data`; see `needsMultipart`. */
export function file(options: FileOptions): TemplateResult {
  registerFile()
  const frame = frameOf(options, { kind: 'file' })
  const limit = options.maxBytes ? `${frame.id}-limit` : ''
  const describedBy = [frame.describedBy === nothing ? '' : frame.describedBy, limit].join(' ').trim()
  return labelled(
    frame,
    options,
    html`${
        limit
          ? html`<p class="kw-hint" id=${limit}>${t('kit.file.limit', { size: formatBytes(options.maxBytes!) })}</p>`
          : nothing
      }<input
        class="kw-file"
        id=${frame.id}
        name=${frame.name}
        type="file"
        accept=${options.accept?.join(',') ?? nothing}
        ?multiple=${options.multiple}
        ?required=${frame.required}
        aria-describedby=${describedBy || nothing}
        aria-invalid=${frame.invalid}
      />`,
  )
}
