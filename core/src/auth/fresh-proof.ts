/** What concerns the security of an account needs a proof of identity that is no older, in seconds (ASVS 7.5). */
export const freshProofSeconds = 600

/** Whether somebody has proven recently enough who they are. */
export const isFreshlyProven = (authTime: Date, now: Date): boolean =>
  now.getTime() - authTime.getTime() <= freshProofSeconds * 1000
