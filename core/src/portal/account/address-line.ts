/** An address as OpenID Connect reports it (JSON of the `address` claim) in one line. */
export function addressLine(json: string): string {
  const address = parse(json)
  if (address.formatted !== undefined) return address.formatted.replaceAll('\n', ', ')
  const town = [address.postal_code, address.locality].filter((part) => part !== undefined).join(' ')
  return [address.street_address, town].filter((part) => part !== undefined && part !== '').join(', ')
}

type Address = Partial<Record<'formatted' | 'street_address' | 'postal_code' | 'locality', string>>

function parse(json: string): Address {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? value : { formatted: json }
  } catch {
    return { formatted: json }
  }
}
