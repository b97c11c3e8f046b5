import './character-count.ts'
import './error-summary.ts'
import './repeatable.ts'
import { improveForms } from './submission.ts'

// The entry for citizens' pages. Everything works without it; it only makes things more comfortable.
improveForms(document)

// Few pages need it, so only they load it.
if (document.querySelector('kw-passkey') !== null) void import('./passkey.ts')
if (document.querySelector('kw-files') !== null) void import('./files.ts')
