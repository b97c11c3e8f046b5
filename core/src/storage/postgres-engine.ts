import { PostgreSqlDriver } from '@mikro-orm/postgresql'

/** MikroORM options for a `postgres://` address; its query parameters (such as `sslmode`) reach the driver. */
export function postgresOptions(url: string) {
  return {
    driver: PostgreSqlDriver,
    clientUrl: url,
    driverOptions: { connectionString: url, connectionTimeoutMillis: 10_000 },
    pool: { min: 0, max: 10 },
  }
}
