const patience = 10_000 // milliseconds; after that a second press is meant

/**
 * Without a script the browser checks required fields itself. With one, the server's answer says everything at once and in
 * our words, so the browser's own bubbles are switched off; and a form that is on its way is not sent a second time.
 */
export function improveForms(root: Document): void {
  for (const form of root.forms) form.noValidate = true
  root.addEventListener('submit', preventSecond)
  // Coming back with the browser's button must not find a form that is still locked.
  addEventListener('pageshow', () => {
    for (const form of root.forms) delete form.dataset['sent']
    for (const button of root.querySelectorAll('button[aria-disabled]')) button.removeAttribute('aria-disabled')
  })
}

function preventSecond(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement
  const sent = Number(form.dataset['sent'] ?? 0)
  if (event.defaultPrevented) return
  if (event.timeStamp - sent < patience && sent > 0) return event.preventDefault()
  form.dataset['sent'] = String(event.timeStamp)
  event.submitter?.setAttribute('aria-disabled', 'true')
}
