import { html, nothing } from 'lit'
import type { FastifyReply } from 'fastify'
import { notification, t, withWording } from '@kreiswerk/ui-kit'
import { errors } from '../action/errors.ts'
import { csrfToken } from './csrf.ts'
import { ensureTokenOwner } from './caller.ts'
import { sendDocument } from './document.ts'
import { readFlash } from './flash.ts'
import { createForms } from './form.ts'
import type { Attempt } from './form.ts'
import type { Rendered, RenderContext } from './page.ts'
import { addressOf, isRedirect } from './redirect.ts'
import { loadContextOf, viewOf } from './visit.ts'
import type { Visit } from './visit.ts'

interface Showing extends Visit {
  attempt: Attempt | null
  flashNonce: string | null
  /** Whether the attempt was only interrupted to prove who the person is. */
  kept?: boolean
}

/** Renders a page: after a form's success the confirmation, after a problem the same page with summary and values. */
export async function showPage(showing: Showing): Promise<FastifyReply> {
  const { site, served, reply, caller, attempt, flashNonce } = showing
  const { definition } = served.page
  const confirmed = flashNonce === null ? null : confirmationOf(showing, flashNonce)
  // A title may be made of the data, also above a confirmation.
  const needsData = confirmed === null || typeof definition.title === 'function'
  const data = needsData ? await definition.load?.(loadContextOf(showing)) : undefined
  if (isRedirect(data)) return reply.redirect(addressOf(data, site), 303)

  const owner = ensureTokenOwner(site, reply, caller)
  const token = csrfToken(site.seal, owner)
  return withWording(site.messages.wording(served.plugin, caller.locale), () => {
    const forms = createForms({
      url: showing.address.url,
      csrfToken: token,
      attempt,
      actionId: (action) => site.runtime.actions.of(action).id,
    })
    const context: RenderContext<unknown, unknown, unknown> = { ...viewOf(showing), data, form: forms }
    const content = confirmed === null ? contentOf(showing, context) : confirmed()
    const title = String(typeof definition.title === 'function' ? definition.title(context) : definition.title)
    const heading = definition.heading === false || confirmed !== null ? nothing : html`<h1>${title}</h1>`
    return sendDocument(showing, {
      title,
      failed: attempt !== null && attempt.problems.length > 0,
      csrfToken: token,
      enhanced: confirmed === null && definition.enhanced?.(context) === true,
      content: html`${forms.summary()}${heading}${keptNotice(showing)}${content}`,
    })
  })
}

const keptNotice = ({ kept }: Showing) =>
  kept === true ? notification({ kind: 'info', title: t('core.kept-form') }) : nothing

function contentOf({ served }: Showing, context: RenderContext<unknown, unknown, unknown>): unknown {
  const { definition } = served.page
  return definition.render?.(context) ?? nothing
}

function confirmationOf(showing: Showing, nonce: string): (() => Rendered) | null {
  const { site, served, request, caller } = showing
  const flash = readFlash(site, request, caller.tokenOwner, nonce)
  const bound = flash === null ? undefined : site.runtime.actions.byId(flash.actionId)
  const outcome = served.page.definition.done?.find((candidate) => candidate.action === bound?.action)
  if (flash === null || outcome === undefined) return null
  return function renderConfirmation() {
    const next = outcome.follow({ reply: flash.reply, view: viewOf(showing) })
    if (isRedirect(next)) throw errors.notFound()
    return next
  }
}
