import { html } from 'lit'
import { t } from '@kreiswerk/ui-kit'
import type { paths } from './api.d.ts'

export type Offices = paths['/api/appointments/staff-offices']['get']['responses'][200]['content']['application/json']
export type OfficeEntry = Offices['offices'][number]

/** The office the address names, else the first one. */
export const chosenOffice = ({ offices }: Offices, id: string | undefined): OfficeEntry | undefined =>
  offices.find((office) => office.id === id) ?? offices[0]

/** A list of the offices to choose from; `change` hears of the choice. */
export const officeChoice = (offices: readonly OfficeEntry[], chosen: string, change?: (id: string) => void) => html`
  <div class="kw-field">
    <label class="kw-label" for="appointments-office">${t('calendar.office')}</label>
    <div class="kw-select">
      <select
        class="kw-input"
        id="appointments-office"
        name="amt"
        @change=${(event: Event) => change?.((event.currentTarget as HTMLSelectElement).value)}
      >
        ${offices.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`)}
      </select>
    </div>
  </div>
`

/** A day to choose with the browser's own calendar. */
export const dayChoice = (label: unknown, name: string, value: string, min?: string) => html`
  <div class="kw-field">
    <label class="kw-label" for=${`appointments-${name}`}>${label}</label>
    <input
      class="kw-input"
      id=${`appointments-${name}`}
      name=${name}
      type="date"
      .value=${value}
      min=${min ?? ''}
      required
    />
  </div>
`
