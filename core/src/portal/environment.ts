import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { defineError } from '../base/error.ts'

const badNumber = defineError(
  'portal.setting-invalid',
  500,
  'The environment variable {name} must be a port number, not "{value}"',
)

const badDelay = defineError(
  'portal.delay-invalid',
  500,
  'The environment variable {name} must be a whole number of milliseconds, not "{value}"',
)

const badProxy = defineError(
  'portal.proxy-invalid',
  500,
  'TRUST_PROXY names addresses or CIDR ranges of your proxies, such as 10.0.0.5 or fd00::/64; "{value}" is none, or is everybody',
)

const badOrigin = defineError(
  'portal.origin-invalid',
  500,
  'KREISWERK_ORIGIN must be the public address alone, http:// or https:// with host and, where it is not the usual one, port, such as https://service.example.de; "{value}" is not{instead}',
)

const badLogLevel = defineError('portal.log-level-invalid', 500, 'LOG_LEVEL must be one of {levels}, not "{value}"')

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** What the operator sets by environment variables. */
export interface Environment {
  host: string
  port: number
  /** Public address without a slash at its end: `KREISWERK_ORIGIN`, else `localhost` and port. */
  origin: string
  dataFolder: string
  database: string
  /** 0 switches the metrics off. */
  metricsPort: number
  trustProxy: string[] | undefined
  migrate: boolean | undefined
  logLevel: string
  /** Milliseconds the portal may be behind before it turns requests away; 0 never does. */
  maxDelay: number
}

/** Reads `HOST`, `PORT`, `KREISWERK_ORIGIN`, `KREISWERK_DATA`, `DATABASE_URL`, `METRICS_PORT`, `TRUST_PROXY`, `KREISWERK_MIGRATE`, `LOG_LEVEL`, `MAX_DELAY`. */
export function readEnvironment(variables: NodeJS.ProcessEnv, folder: string, database?: string): Environment {
  const host = variables.HOST ?? '127.0.0.1'
  const port = portOf('PORT', variables.PORT, 3000)
  const dataFolder = resolve(folder, variables.KREISWERK_DATA ?? 'data')
  return {
    host,
    port,
    origin: originOf(variables.KREISWERK_ORIGIN ?? `http://localhost:${port}`),
    dataFolder,
    database: variables.DATABASE_URL ?? database ?? `sqlite:${dataFolder}/portal.db`,
    metricsPort: portOf('METRICS_PORT', variables.METRICS_PORT, 0),
    trustProxy: variables.TRUST_PROXY === undefined ? undefined : proxiesOf(variables.TRUST_PROXY),
    migrate: variables.KREISWERK_MIGRATE === undefined ? undefined : variables.KREISWERK_MIGRATE === 'auto',
    logLevel: logLevelOf(variables.LOG_LEVEL ?? 'info'),
    maxDelay: wholeNumberOf('MAX_DELAY', variables.MAX_DELAY, 2_000),
  }
}

/** As browsers send it, since forms are taken from nowhere else; a slash at its end is how they show it, and is cut off. */
function originOf(value: string): string {
  const wanted = value.replace(/\/$/, '')
  const { protocol = '', origin = '' } = URL.canParse(wanted) ? new URL(wanted) : {}
  if (wanted === origin && isWeb(protocol)) return origin
  throw badOrigin({ value, instead: isWeb(protocol) ? `, ${origin} would be` : '' })
}

const isWeb = (protocol: string): boolean => protocol === 'http:' || protocol === 'https:'

function logLevelOf(value: string): string {
  if (!logLevels.some((level) => level === value)) throw badLogLevel({ value, levels: logLevels.join(', ') })
  return value
}

function proxiesOf(list: string): string[] {
  const proxies = list.split(',').map((address) => address.trim())
  const wrong = proxies.find((proxy) => !isProxy(proxy))
  if (wrong !== undefined) throw badProxy({ value: wrong })
  return proxies
}

/** Whoever trusts everybody lets each client choose its own address. */
function isProxy(proxy: string): boolean {
  const [address = '', bits, ...more] = proxy.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function wholeNumberOf(name: string, value: string | undefined, usual: number): number {
  const number = value === undefined ? usual : Number(value)
  if (!Number.isInteger(number) || number < 0) throw badDelay({ name, value: value ?? '' })
  return number
}

function portOf(name: string, value: string | undefined, usual: number): number {
  const port = value === undefined ? usual : Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw badNumber({ name, value: value ?? '' })
  return port
}
