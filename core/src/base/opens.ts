import { closeSync, openSync } from 'node:fs'

/**
 * Whether a file is there and lets this process open it: looking whether it exists also says no where it may only not
 * be seen. `flags` are those of `open`; `r+` asks for writing without changing anything.
 */
export function opens(file: string, flags: 'r' | 'r+' = 'r'): 'yes' | 'missing' | 'denied' {
  try {
    closeSync(openSync(file, flags))
    return 'yes'
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
    if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return 'denied'
    throw error
  }
}
