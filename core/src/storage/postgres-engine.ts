import { PostgreSqlDriver } from '@mikro-orm/postgresql'

/**
 * MikroORM options for a `postgres://` address; its query parameters (such as `sslmode`) reach the driver. Reads have a
 * pool of their own, so that a unit of work that waits for one never waits for itself.
 */
export const postgresOptions = (url: string) => ({
  options: {
    driver: PostgreSqlDriver,
    clientUrl: url,
    driverOptions: { connectionString: url, connectionTimeoutMillis: 10_000 },
    pool: { min: 0, max: 10 },
    replicas: [{}],
  },
  dispose: () => {},
})
