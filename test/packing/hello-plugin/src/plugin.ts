import { Type, action, after, anyone, definePlugin, html, page, redirect } from '@kreiswerk/core'
import { button, field, t } from '@kreiswerk/ui-kit'

const greet = action({
  route: 'POST /greetings',
  summary: 'Greet somebody',
  allow: anyone,
  body: Type.Object({ name: Type.String({ minLength: 2, maxLength: 50 }) }),
  reply: Type.Object({ name: Type.String() }),
  async run({ body, record }) {
    await record({ object: 'greeting' })
    return { name: body.name }
  },
})

const helloPage = page({
  path: '/hallo',
  area: 'citizen',
  allow: anyone,
  title: t('hello.title'),
  menu: true,
  query: Type.Object({ name: Type.Optional(Type.String()) }),
  render: ({ query, form }) => html`
    <p>${t('hello.greeting', { name: query.name ?? t('hello.nobody') })}</p>
    ${form.for(greet, () => html`${field.text({ name: 'name', label: t('hello.name') })} ${button.submit(t('hello.send'))}`)}
  `,
  done: [after(greet, ({ reply }) => redirect(`/hallo?name=${encodeURIComponent(reply.name)}`))],
})

const settings = Type.Object({ contact: Type.Optional(Type.String({ format: 'email' })) })

export default definePlugin(import.meta, { settings, actions: { greet }, pages: [helloPage] })
