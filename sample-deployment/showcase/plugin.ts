import { anyone, definePlugin, page } from '@kreiswerk/core'
import { t } from '@kreiswerk/ui-kit'
import { componentExamples, gallery } from '@kreiswerk/ui-kit/examples'

/** Every component of the ui-kit in every state, for whoever designs or tests. */
const showcasePage = page({
  path: '/ui-kit',
  area: 'citizen',
  allow: anyone,
  title: t('showcase.title'),
  footer: true,
  styles: ['chart', 'gallery'],
  render: () => gallery(componentExamples),
})

export default definePlugin(import.meta, { pages: [showcasePage] })
