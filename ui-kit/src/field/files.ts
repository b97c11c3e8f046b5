import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { button } from '../button/button.ts'
import { registerFile } from '../form/form-state.ts'
import { formatBytes, formatNumber } from '../format.ts'
import { icon } from '../icon/icon.ts'
import type { TagKind } from '../tag/tag.ts'
import { tag } from '../tag/tag.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'
import type { FieldOptions } from './frame.ts'
import { frameOf, legended } from './frame.ts'

/** A file that is attached already. */
export interface AttachedEntry {
  name: string
  bytes: number
  /** What the button that removes it sends under the field's name. */
  remove: string
  state?: { label: Readable; kind: TagKind }
  /** What to know or do about it. */
  note?: Readable
}

export interface FilesOptions extends FieldOptions {
  /** Media types the file chooser offers, e.g. `['application/pdf', 'image/png']`. */
  accept: readonly string[]
  /** The largest file; said in the hint, checked by the server. */
  maxMebibytes: number
  maxFiles: number
  /** What the button that attaches the chosen files sends under the field's name. */
  attach: string
  files: readonly AttachedEntry[]
}

/**
 * Files to attach to something that is kept while it is filled in. Without a script „Hochladen“ and „Entfernen“ submit the
 * form; with one files are sent as soon as they are chosen or dropped, with their progress.
 */
export function files(options: FilesOptions): TemplateResult {
  registerFile()
  const { name, maxFiles, attach } = options
  const full = options.files.length >= maxFiles
  const frame = frameOf(options, { kind: 'file', ofParts: true, target: full ? '-group' : '' })
  const missing = options.files.length === 0 && frame.required
  return legended(
    frame,
    options,
    html`<kw-files
      data-name=${name}
      data-attach=${attach}
      data-drop=${t('kit.files.drop')}
      data-sending=${t('kit.files.sending')}
      data-sent=${t('kit.files.sent')}
      data-removed=${t('kit.files.removed')}
      data-failed=${t('kit.files.failed')}
      data-wait=${t('kit.files.wait')}
    >
      ${
        options.files.length === 0
          ? nothing
          : html`<ul class="kw-documents kw-files__list" role="list">
              ${options.files.map((file) => entry(name, file))}
            </ul>`
      }
      ${
        full
          ? html`<p class="kw-hint">
              ${t(maxFiles === 1 ? 'kit.files.full-one' : 'kit.files.full', { max: maxFiles })}
            </p>`
          : html`<div class="kw-files__add">
              <label class="kw-label kw-label--small" for=${frame.id}>
                ${t(maxFiles === 1 ? 'kit.files.choose-one' : 'kit.files.choose')}
              </label>
              <p class="kw-hint" id="${frame.id}-limit">${limits(options)}</p>
              <input
                class="kw-file"
                id=${frame.id}
                name=${name}
                type="file"
                accept=${options.accept.join(',')}
                ?multiple=${maxFiles > 1}
                ?required=${missing}
                aria-describedby="${frame.id}-limit"
                aria-invalid=${frame.invalid}
              />
              ${button.secondary(t('kit.files.attach'), { name, value: attach, formnovalidate: true })}
            </div>`
      }
    </kw-files>`,
  )
}

function entry(name: string, file: AttachedEntry): TemplateResult {
  return html`<li class="kw-documents__entry">
    ${icon('document')}
    <div>
      <span class="kw-files__name">${file.name}</span> <span class="kw-hint">(${formatBytes(file.bytes)})</span>
      ${file.note ? html`<p class="kw-error">${file.note}</p>` : nothing}
    </div>
    ${file.state ? tag(file.state.label, file.state.kind) : nothing}
    ${button.link(t('kit.files.remove'), {
      name,
      value: file.remove,
      icon: 'remove',
      formnovalidate: true,
      context: file.name,
    })}
  </li>`
}

/** Kinds of files as people know them, by their media type. */
const kinds: Record<string, string> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'image/tiff': 'TIFF',
  'image/heic': 'HEIC',
  'text/plain': 'TXT',
  'text/csv': 'CSV',
  'application/zip': 'ZIP',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PPTX',
  'application/vnd.oasis.opendocument.text': 'ODT',
  'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
  'application/vnd.oasis.opendocument.presentation': 'ODP',
}

function limits({ accept, maxMebibytes, maxFiles }: FilesOptions): Readable {
  const known = accept.flatMap((type) => kinds[type] ?? []).join(', ')
  const params = { kinds: known, size: formatNumber(maxMebibytes), max: maxFiles }
  return t(maxFiles === 1 ? 'kit.files.limit-one' : 'kit.files.limit', params)
}
