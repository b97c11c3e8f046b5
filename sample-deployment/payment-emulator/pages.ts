import { readFileSync } from 'node:fs'
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js'
import { html, render } from '@lit-labs/ssr'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { PaymentItem } from './request-schema.ts'
import type { Decision, Status, Transaction, Transactions } from './transactions.ts'

const styles = readFileSync(new URL('./payment-emulator.css', import.meta.url), 'utf8')
const format = new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' })

const outcomes: Record<Decision, { title: string; text: string }> = {
  PAYED: { title: 'Zahlung abgeschlossen', text: 'Der Betrag gilt als bezahlt.' },
  CANCELED: { title: 'Zahlung abgebrochen', text: 'Sie haben die Zahlung abgebrochen. Es wurde nichts bezahlt.' },
  FAILED: { title: 'Zahlung fehlgeschlagen', text: 'Die Zahlung ist fehlgeschlagen. Es wurde nichts bezahlt.' },
}

const isDecision = (value: string): value is Decision => value in outcomes

type Content = ReturnType<typeof html>

const layout = (title: string, content: Content) =>
  html`<!doctype html>
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – Bezahl-Emulator, kein echtes Geld</title>
        <link rel="stylesheet" href="/payment-emulator.css" />
      </head>
      <body>
        <header>
          <p><strong>Bezahl-Emulator</strong> – nur zum Ausprobieren, hier fließt kein echtes Geld.</p>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`

const itemRow = (item: PaymentItem) =>
  html`<tr>
    <td>${item.description}</td>
    <td class="number">${item.quantity}</td>
    <td class="number">${format.format(item.totalNetAmount + item.totalTaxAmount)}</td>
  </tr>`

const summary = ({ request }: Transaction) =>
  html`<dl>
      <div>
        <dt>Betrag</dt>
        <dd class="amount">${format.format(request.grosAmount)}</dd>
      </div>
      <div>
        <dt>Verwendungszweck</dt>
        <dd>${request.purpose}</dd>
      </div>
      <div>
        <dt>Beschreibung</dt>
        <dd>${request.description}</dd>
      </div>
    </dl>
    <table>
      <caption>
        Posten
      </caption>
      <thead>
        <tr>
          <th scope="col">Bezeichnung</th>
          <th scope="col" class="number">Menge</th>
          <th scope="col" class="number">Betrag</th>
        </tr>
      </thead>
      <tbody>
        ${request.items.map(itemRow)}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="2">Summe</th>
          <td class="number">${format.format(request.grosAmount)}</td>
        </tr>
      </tfoot>
    </table>`

const choice = (transaction: Transaction) =>
  layout(
    'Zahlung',
    html`${summary(transaction)}
      <form method="post">
        <button name="decision" value="PAYED" class="primary">Jetzt bezahlen</button>
        <button name="decision" value="CANCELED">Abbrechen</button>
        <button name="decision" value="FAILED">Zahlung fehlschlagen lassen</button>
      </form>
      <p><a href="${transaction.request.redirectUrl}">Ohne Entscheidung zurück zum Portal</a></p>`,
  )

const result = (transaction: Transaction, { title, text }: { title: string; text: string }) =>
  layout(
    title,
    html`<p>${text}</p>
      ${transaction.reference ? html`<p>Kassenzeichen: ${transaction.reference}</p>` : ''} ${summary(transaction)}
      <p><a href="${transaction.request.redirectUrl}">Zurück zum Portal</a></p>`,
  )

const page = (transaction: Transaction, status: Status) =>
  status === 'INITIAL' ? choice(transaction) : result(transaction, outcomes[status])

function send(reply: FastifyReply, content: Content, back = ''): FastifyReply {
  // Chromium holds the answer to a form to `form-action` too, so the way back must be on the list.
  const policy = `default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${back}`
  return reply
    .header('content-security-policy', policy.trim())
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(collectResultSync(render(content)))
}

/** The page where a person pays, cancels or lets the payment fail; works without JavaScript. */
export async function pages(app: FastifyInstance, { transactions }: { transactions: Transactions }): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    const { message } = error as Error
    return send(reply.code(500), layout('Fehler', html`<p>${message}</p>`))
  })

  app.get('/payment-emulator.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(styles))

  app.get('/', (_request, reply) =>
    send(reply, layout('Willkommen', html`<p>Hierher kommen Sie, wenn Sie im Portal etwas bezahlen.</p>`)),
  )

  const missing = (reply: FastifyReply) =>
    send(reply.code(404), layout('Nicht gefunden', html`<p>Diese Zahlung gibt es nicht.</p>`))

  app.get<{ Params: { id: string } }>('/pay/:id', (request, reply) => {
    const transaction = transactions.get(request.params.id)
    if (!transaction) return missing(reply)
    return send(reply, page(transaction, transaction.status), new URL(transaction.request.redirectUrl).origin)
  })

  app.post<{ Params: { id: string }; Body: { decision?: string } | undefined }>('/pay/:id', (request, reply) => {
    const transaction = transactions.get(request.params.id)
    if (!transaction) return missing(reply)
    const decision = request.body?.decision ?? ''
    if (!isDecision(decision)) return reply.redirect(`/pay/${transaction.id}`, 303)
    transactions.decide(transaction, decision)
    return reply.redirect(transaction.request.redirectUrl, 303)
  })
}
