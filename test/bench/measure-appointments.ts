import type { BenchProcess } from './bench-process.ts'
import type { BenchEngine } from './engines.ts'
import { atLeast, atMost } from './figure.ts'
import type { Figure } from './figure.ts'
import { wishesFrom } from './seed-bookings.ts'
import type { Wish } from './seed-bookings.ts'
import { compare, send } from './traffic.ts'
import type { Traffic } from './traffic.ts'

/** Appointments that are booked before it is measured. */
export const bookings = 50_000

/** People who look for a free time and people who book one, at the same moment. */
const looking = 4
const booking = 2

/** How fast twenty offices answer when there is time in the next sixty days, and how fast time is held. */
export async function measureAppointments(
  { name }: BenchEngine,
  portal: BenchProcess,
  bare: BenchProcess,
): Promise<Figure[]> {
  const wishes = wishesFrom(new Date())
  const ours: Traffic = {
    url: `${portal.origin}/api/appointments/holds`,
    method: 'POST',
    next: oneAfterTheOther(wishes, (wish) => ({
      ...wish,
      variant: 'counter',
      items: [{ service: 'reisepass', persons: 1 }],
    })),
  }
  const theirs: Traffic = {
    url: `${bare.origin}/holds`,
    method: 'POST',
    next: oneAfterTheOther(wishes, (wish) => wish),
  }
  const days: Traffic = { url: `${portal.origin}/api/appointments/days?services=reisepass` }
  const [found] = await Promise.all([
    send(days, { connections: looking, seconds: 10 }),
    send(ours, { connections: booking, seconds: 10 }),
  ])
  const held = await compare(ours, theirs)
  return [
    {
      what: `Free days of 20 offices, 99 of 100 within, ${name}`,
      portal: `${Math.round(found.requests.average)} a second`,
      bare: '',
      ...atMost(50, 'ms', found.latency.p99),
    },
    {
      what: `Holding a time, ${name}`,
      portal: `${Math.round(held.portal)} a second`,
      bare: `${Math.round(held.bare)} a second`,
      ...atLeast(0.5, held.ratio),
    },
  ]
}

function oneAfterTheOther(wishes: readonly Wish[], bodyOf: (wish: Wish) => object): () => object {
  // The first ones are taken up to some desks, the others are free.
  let at = 0
  return () => bodyOf(wishes[at++ % wishes.length]!)
}
