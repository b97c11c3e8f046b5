import './appointments-display.ts'
import './appointments-follow.ts'
import './appointments-print.ts'
import './appointments-terminal.ts'

// Few people meet it, so only they load it.
if (document.querySelector('appointments-proof') !== null) void import('./appointments-proof.ts')
// Screens and phones of citizens are spared what only staff need.
if (document.documentElement.dataset['area'] === 'staff') await import('./staff.ts')
