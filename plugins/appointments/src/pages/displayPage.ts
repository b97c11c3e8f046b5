import { Type, anyone, html, page } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'
import { showDisplay } from '../display/showDisplay.ts'

/** The screen on the wall: numbers and desks, never a name. Without JavaScript it is loaded again. */
export const displayPage = page({
  path: '/termine/aufruf/:office',
  area: 'citizen',
  allow: anyone,
  title: t('display.title'),
  heading: false,
  screen: { refreshSeconds: 10 },
  params: Type.Object({ office: Type.String({ maxLength: 100 }) }),
  load: (context) => context.call(showDisplay, { params: context.params }),
  render: ({ data, params, locale }) => html`
    <div class="kw-board">
      <h1 class="kw-board__title">${data.office}</h1>
      <appointments-display
        src="/api/appointments/offices/${params.office}/display"
        lang=${locale === 'en' ? 'en' : 'de'}
        desk=${t('display.desk')}
        empty=${t('display.empty')}
        speak=${t('display.speak')}
        silent=${t('display.silent')}
        lost=${t('display.lost')}
      >
        <ol class="kw-board__rows" role="list">
          ${data.calls.map(
            ({ ticket, desk, isOpen }) =>
              html`<li class="kw-board__row" aria-current=${String(isOpen)}>
                <span>${ticket}</span><span>${t('display.desk')} ${desk}</span>
              </li>`,
          )}
        </ol>
        ${data.calls.length === 0 ? html`<p class="kw-board__empty">${t('display.empty')}</p>` : ''}
      </appointments-display>
    </div>
  `,
})
