/** The answer to a slot field: an office and the moment an appointment begins, as `<office>@<ISO 8601 in UTC>`. */
export interface SlotValue {
  office: string
  start: Date
}

const pattern = /^([a-z][a-z0-9-]*)@(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)$/

/** For JSON schemas. */
export const slotPattern = pattern.source

/** The slot in an answer; `undefined` when it is none. */
export function slotIn(answer: unknown): SlotValue | undefined {
  const parts = typeof answer === 'string' ? pattern.exec(answer) : null
  if (parts === null) return undefined
  const start = new Date(parts[2]!)
  return Number.isNaN(start.getTime()) ? undefined : { office: parts[1]!, start }
}

export const slotText = ({ office, start }: SlotValue): string => `${office}@${start.toISOString()}`
