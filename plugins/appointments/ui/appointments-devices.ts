import { Task } from '@lit/task'
import { html } from 'lit'
import { button, field, t, table, tag, withForm } from '@kreiswerk/ui-kit'
import type { Column } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, hrefWith, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import type { paths } from './api.d.ts'
import { adoptStyles } from './styles.ts'

type Devices = paths['/api/appointments/devices']['get']['responses'][200]['content']['application/json']
type Device = Devices['items'][number]

/** The public terminals of the offices, with the addresses they open. */
class DeviceList extends KreiswerkElement<paths> {
  readonly #list = new Task(this, {
    args: () => [this.route.query['after']] as const,
    task: async ([after]) => ({
      devices: await replyOf(this.api.GET('/api/appointments/devices', { params: { query: { after } } })),
      offices: (await replyOf(this.api.GET('/api/appointments/devices/offices'))).items,
    }),
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return html`<p class="appointments-desk__lead">${t('devices.intro')}</p>
      ${taskView(
        this.#list,
        ({ devices, offices }) =>
          html`${table({
            caption: t('devices.title'),
            captionHidden: true,
            columns: this.#columns(new Map(offices.map(({ id, name }) => [id, name]))),
            rows: devices.items,
            next: devices.next,
            later: this.route.query['after'] !== undefined,
            href: (query) => hrefWith({ ...query }),
            empty: t('devices.empty'),
          })}
          ${this.#form(offices)}`,
      )}`
  }

  #columns(offices: ReadonlyMap<string, string>): Column<Device>[] {
    return [
      { key: 'name', label: t('devices.name'), rowHeader: true },
      { key: 'office', label: t('devices.office'), cell: ({ office }) => offices.get(office) ?? office },
      {
        key: 'state',
        label: t('devices.state'),
        cell: ({ locked }) => (locked ? tag(t('devices.locked'), 'warning') : tag(t('devices.open'), 'success')),
      },
      {
        key: 'url',
        label: t('devices.address'),
        cell: ({ url }) => html`<a class="appointments-desk__address" href=${url}>${url}</a>`,
      },
      { key: 'do', label: t('devices.do'), cell: (device) => this.#buttons(device) },
    ]
  }

  #buttons({ id, name, locked }: Device) {
    const change = (body: { locked?: boolean; renew?: boolean }) => async () => {
      await this.api.POST('/api/appointments/devices/{id}', { params: { path: { id } }, body })
      void this.#list.run()
    }
    return html`<div class="kw-buttons">
      ${button.secondary(t(locked ? 'devices.unlock' : 'devices.lock'), {
        type: 'button',
        context: name,
        onclick: change({ locked: !locked }),
      })}
      ${button.secondary(t('devices.renew'), { type: 'button', context: name, onclick: change({ renew: true }) })}
    </div>`
  }

  #form(offices: readonly { id: string; name: string }[]) {
    return html`<form class="kw-form" @submit=${this.#add}>
      <h2>${t('devices.add')}</h2>
      ${withForm(
        { values: {}, problems: [] },
        () =>
          html`${field.select({
            name: 'office',
            label: t('devices.office'),
            options: offices.map(({ id, name }) => ({ value: id, label: name })),
          })}
          ${field.text({ name: 'name', label: t('devices.name'), width: 'l', autocomplete: 'off' })}
          ${button.submit(t('devices.add'))}`,
      )}
    </form>`
  }

  readonly #add = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const values = new FormData(form)
    const body = { office: String(values.get('office')), name: String(values.get('name')) }
    await this.api.POST('/api/appointments/devices', { body })
    form.reset()
    void this.#list.run()
  }
}

define('appointments-devices', DeviceList)
