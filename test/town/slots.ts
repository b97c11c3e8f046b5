export const slots = ['own', 'foreign', 'elsewhere'] as const
/** A thing of citizen A in unit X, of citizen C there, of citizen B in unit Y. */
export type Slot = (typeof slots)[number]

export const ownerOf = { own: 'citizenA', foreign: 'citizenC', elsewhere: 'citizenB' } as const
