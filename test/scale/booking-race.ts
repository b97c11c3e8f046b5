import appointments from '../../plugins/appointments/src/plugin.ts'
import { registration, passport, station } from '../../plugins/appointments/test/city.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7]
const names = ['bahnhof', 'katschhof', 'brand'] as const

/** Three offices with two desks each that everybody can book from 8 to 16, every day. */
export const appointmentsOfRace = () =>
  appointments({
    services: [passport, registration],
    horizonDays: 20,
    // Whether desks are taken twice is asked, not whether people are slowed down.
    proofOfWork: null,
    offices: names.map((id) => ({
      ...station,
      id,
      rules: weekdays.map((weekday) => ({
        group: 'schalter',
        weekday,
        from: '08:00',
        to: '16:00',
        publicLanes: 2,
        internalLanes: 0,
      })),
    })),
  })

export interface Wish {
  office: string
  service: string
  persons: number
  start: string
}

/** What somebody could want within four days that lie some days ahead; some of it when the office is closed. */
export function anyWish(now: Date): Wish {
  const midnight = Math.floor(now.getTime() / 86_400_000) * 86_400_000
  const minutes = 6 * 60 + 10 * pick(60)
  return {
    office: names[pick(names.length)]!,
    service: pick(2) === 0 ? passport.id : registration.id,
    persons: 1 + pick(3),
    start: new Date(midnight + (5 + pick(4)) * 86_400_000 + minutes * 60_000).toISOString(),
  }
}

const pick = (below: number): number => Math.floor(Math.random() * below)

export type Answer = 'held' | 'taken'

/** Asks a portal for a time; throws for any other answer than that it is held or taken. */
export async function holdAt(origin: string, { office, service, persons, start }: Wish): Promise<Answer> {
  const response = await fetch(`${origin}/api/appointments/holds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ office, variant: 'counter', items: [{ service, persons }], start }),
  })
  if (response.status === 200) return 'held'
  const text = await response.text()
  if (response.status === 409 && text.includes('appointments.slot-taken')) return 'taken'
  throw new Error(`${response.status} ${text}`)
}
