import { setTimeout as after } from 'node:timers/promises'
import { newId } from '../../core/src/base/id.ts'

/** What the portal has promised: acknowledged reports by their text, paid orders by their name. */
export interface Ledger {
  reports: string[]
  paid: string[]
  /** Answers that were neither a success nor a refusal for want of the database. */
  surprises: string[]
  /** Requests that got no answer or a 503 and were sent again. */
  repeated: number
  /** How often the unluckiest request was sent again. */
  worst: number
}

export interface Load {
  readonly ledger: Ledger
  /** Starts nothing new and waits until everything begun is acknowledged. */
  finish(): Promise<void>
}

interface LoadOptions {
  /** Where the portal is at this moment; it may move. */
  origin(): string
  reporters: number
  payers: number
}

/** Citizens who report and pay, and send each request again, under the same key, until it is answered. */
export function startLoad({ origin, reporters, payers }: LoadOptions): Load {
  const ledger: Ledger = { reports: [], paid: [], surprises: [], repeated: 0, worst: 0 }
  const ending = new AbortController()

  async function send(path: string, body: unknown): Promise<Record<string, string>> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': newId() }
    for (let again = 1; ; again += 1) {
      const answer = await attempt(`${origin()}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      if (answer !== null && answer.status === 200) return answer.body
      if (answer !== null && answer.status !== 503) ledger.surprises.push(`${path} ${JSON.stringify(answer)}`)
      ledger.repeated += 1
      ledger.worst = Math.max(ledger.worst, again)
      await after(20)
    }
  }

  async function report(): Promise<void> {
    const text = `report ${newId()}`
    await send('/api/feedback/reports', { page: '/', text })
    ledger.reports.push(text)
  }

  async function pay(): Promise<void> {
    const name = `order ${newId()}`
    const { id } = await send('/api/orders/orders', { name })
    const { redirectUrl } = await send(`/api/orders/orders/${id}/payment`, {})
    await fetch(redirectUrl!, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'PAYED' }),
      redirect: 'manual',
    })
    while ((await send(`/api/orders/orders/${id}/check`, {})).state !== 'paid') ledger.repeated += 1
    ledger.paid.push(name)
  }

  const repeat = async (act: () => Promise<void>): Promise<void> => {
    while (!ending.signal.aborted) await act()
  }
  const running = [
    ...Array.from({ length: reporters }, () => repeat(report)),
    ...Array.from({ length: payers }, () => repeat(pay)),
  ]
  return {
    ledger,
    async finish() {
      ending.abort()
      await Promise.all(running)
    },
  }
}

async function attempt(
  url: string,
  init: RequestInit,
): Promise<{ status: number; body: Record<string, string> } | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  } catch {
    return null
  }
}
