import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { button } from '../button/button.ts'
import type { Content } from '../content.ts'
import type { FieldOptions } from '../field/frame.ts'
import { frameOf, legended } from '../field/frame.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface RepeatableOptions extends Pick<FieldOptions, 'name' | 'label' | 'hint' | 'optional'> {
  /** The values to start with. */
  value?: readonly unknown[]
  /** What one group is called, e.g. „Gegenstand“; it is numbered. */
  itemLabel: Readable
  addLabel?: Readable
  /** How many groups there are at least; 1 unless said otherwise. */
  min?: number
  max?: number
  /** The fields of one group; `name` is its prefix: `` `${name}[size]` ``. */
  item: (name: string, index: number) => Content
}

/**
 * A list of like groups of fields. „Hinzufügen“ and „Entfernen“ submit the form (`_add=items`, `_remove=items[1]`);
 * the server applies {@link changeRepeatable} and shows the page again, so it works without JavaScript.
 */
export function repeatable(options: RepeatableOptions): TemplateResult {
  const { name, min = 1, max = Infinity } = options
  const frame = frameOf(options, { kind: 'list', target: '-group' })
  const given = Array.isArray(frame.value) ? frame.value.length : 0
  const count = Math.min(Math.max(given, min), max)
  const groups = Array.from({ length: count }, (_, index) => group(options, index, count > min))
  return legended(
    frame,
    options,
    html`<kw-repeatable data-name=${name}>
      <ol class="kw-repeatable" role="list">
        ${groups}
      </ol>
      ${
        count < max
          ? button.secondary(options.addLabel ?? t('kit.repeatable.add'), {
              name: '_add',
              value: name,
              icon: 'plus',
              formnovalidate: true,
            })
          : html`<p class="kw-hint">${t('kit.repeatable.max', { max })}</p>`
      }
    </kw-repeatable>`,
    { large: true },
  )
}

function group(options: RepeatableOptions, index: number, removable: boolean): TemplateResult {
  const name = `${options.name}[${index}]`
  const title = html`${options.itemLabel} ${index + 1}`
  return html`<li class="kw-repeatable__item">
    <fieldset class="kw-fieldset">
      <legend class="kw-legend kw-repeatable__title">${title}</legend>
      ${options.item(name, index)}
      ${
        removable
          ? button.link(t('kit.repeatable.remove'), {
              name: '_remove',
              value: name,
              icon: 'remove',
              formnovalidate: true,
              context: t('kit.repeatable.which', { item: options.itemLabel, number: index + 1 }),
            })
          : nothing
      }
    </fieldset>
  </li>`
}
