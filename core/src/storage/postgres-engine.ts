import { PostgreSqlDriver } from '@mikro-orm/postgresql'
import { PostgresClient } from './postgres-client.ts'

const connection = { connectionTimeoutMillis: 10_000, Client: PostgresClient, pipeline: true }

/**
 * MikroORM options for a `postgres://` address; its query parameters (such as `sslmode`) reach the driver. Reads have a
 * pool of their own, so that a unit of work that waits for one never waits for itself; its sessions cannot write.
 */
export const postgresOptions = (url: string) => ({
  options: {
    driver: PostgreSqlDriver,
    clientUrl: url,
    driverOptions: { connectionString: url, ...connection },
    pool: { min: 0, max: 10 },
    replicas: [
      { driverOptions: { connectionString: url, ...connection, options: '-c default_transaction_read_only=on' } },
    ],
  },
  dispose: () => {},
})
