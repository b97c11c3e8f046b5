// otplib is loaded at its first use, since a start should not wait for it.
const period = 30

/** A new shared secret, 160 bits in base32, as RFC 4226 asks. */
export async function newTotpSecret(): Promise<string> {
  const { generateSecret } = await import('otplib')
  return generateSecret({ length: 20 })
}

/** The address an authenticator app reads from the QR code. */
export async function totpUrl(secret: string, label: string, issuer: string): Promise<string> {
  const { generateURI } = await import('otplib')
  return generateURI({ strategy: 'totp', secret, label, issuer, period })
}

/** The QR code as a `data:` address for an `<img>`, black on white in every colour scheme so that scanners read it. */
export async function totpQrCode(url: string): Promise<string> {
  const { toString: toQrCode } = await import('qrcode')
  const svg = await toQrCode(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

/**
 * The time step a code belongs to, or `null` when it is wrong or its step is not after `lastStep`: each code counts once
 * (RFC 6238 section 5.2). One step of clock difference is accepted either way. Store the returned step as the next `lastStep`.
 */
export async function verifyTotp(
  secret: string,
  code: string,
  now: Date,
  lastStep: number | null,
): Promise<number | null> {
  const { verifySync } = await import('otplib')
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const result = verifySync({
    secret,
    token,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: period,
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
