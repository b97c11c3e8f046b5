import t from 'tap'
import { stepIndicator } from './step-indicator.ts'
import { rendered } from '../../test/rendered.ts'

const steps = [{ label: 'Adresse', href: '/1' }, { label: 'Termin', href: '/2' }, { label: 'Prüfen' }]

t.test('done steps can be visited again, the others not', async (t) => {
  const html = rendered(() => stepIndicator({ steps, current: 1 }))
  t.match(html, '<a href="/1">')
  t.notMatch(html, 'href="/2"')
  t.match(html, /kw-steps__step--current" aria-current="step"/)
  t.match(html, /Schritt 2 von 3: <strong>Termin<\/strong>/)
})
