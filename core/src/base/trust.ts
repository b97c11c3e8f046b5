/** How surely an identity is proven, after eIDAS Art. 8 and BSI TR-03107-1, lowest first. */
export const trustLevels = ['basis', 'substantiell', 'hoch'] as const

export type TrustLevel = (typeof trustLevels)[number]

/** Whether a login at `have` satisfies a demand of `need`; no login satisfies none. */
export function atLeast(have: TrustLevel | null, need: TrustLevel): boolean {
  return have !== null && trustLevels.indexOf(have) >= trustLevels.indexOf(need)
}
