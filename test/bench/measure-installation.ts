import { atMost } from './figure.ts'
import type { Figure } from './figure.ts'
import type { Installation } from './installation.ts'

const alone = { portal: '', bare: '' }

/** What a portal with the sample's plugins takes on the disk. */
export const measureInstallation = ({ bytes, packages }: Installation): Figure[] => [
  { what: 'Installed for production', ...alone, ...atMost(120, 'MB', bytes / 1e6) },
  { what: 'Packages installed', ...alone, ...atMost(300, 'packages', packages) },
]
