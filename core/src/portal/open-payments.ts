import type { Runtime } from '../action/runtime.ts'
import { createWritingContext } from '../action/plugin-context.ts'
import { appendAudit } from '../audit/append.ts'
import { systemActor } from '../auth/actor.ts'
import { newId } from '../base/id.ts'
import { createPayments } from '../payments/payments.ts'
import type { Payments } from '../payments/payments.ts'
import type { PaymentProvider } from '../payments/provider.ts'
import { errors } from '../plugin/errors.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'

/** Payments whose claims are settled by the plugin that owns them, in the same transaction. */
export function openPayments(
  provider: PaymentProvider | null,
  plugins: readonly InstalledPlugin[],
  runtime: Omit<Runtime, 'payments'>,
): Payments {
  const withPayments = (): Runtime => ({ ...runtime, payments })
  const { database, clock, log, origin } = runtime
  const payments: Payments = createPayments({
    database,
    provider,
    clock,
    log,
    origin,
    async settle(em, claim) {
      const owner = plugins.find(({ id }) => id === claim.owner)
      // Nothing is noted now: asking the provider again later finds the payment once more.
      if (owner?.resting !== undefined) throw errors.resting({ plugin: claim.owner })
      const cause = { actor: systemActor, name: `${claim.owner}.claimPaid`, correlationId: newId() }
      await owner?.declaration.claimPaid?.(createWritingContext(withPayments(), claim.owner, clock(), em, cause), claim)
    },
    record: (em, { action, object, details }) =>
      appendAudit(em, {
        at: clock(),
        actor: null,
        realm: 'system',
        action: `core.${action}`,
        object,
        details,
        plugin: 'core',
        correlationId: newId(),
      }),
  })
  return payments
}
