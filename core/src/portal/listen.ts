import type { KreiswerkError } from '../base/error.ts'
import { errors } from './errors.ts'

/** Where something listens, and the variable that says so. */
interface Place {
  host: string
  port: number
  variable: 'PORT' | 'METRICS_PORT'
}

/** Waits for something to listen. What the system refuses becomes `portal.port-taken`, `-denied` or `portal.host-invalid`. */
export async function listen<T>(place: Place, begun: Promise<T>): Promise<T> {
  try {
    return await begun
  } catch (cause) {
    throw refusal(place, cause as NodeJS.ErrnoException) ?? cause
  }
}

function refusal({ host, port, variable }: Place, cause: NodeJS.ErrnoException): KreiswerkError | undefined {
  switch (cause.code) {
    case 'EADDRINUSE':
      return errors.portTaken({ host, port, variable }, { cause })
    case 'EACCES':
      return errors.portDenied({ port, variable }, { cause })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return errors.hostInvalid({ host }, { cause })
  }
  return undefined
}
