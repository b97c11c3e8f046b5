import type { CertificateText } from '../service/defineService.ts'

/** Everything that stands on a certificate, ready to be set. German, the official language (§ 23 VwVfG). */
export interface CertificateContent extends CertificateText {
  /** Who issues it, e.g. `Stadt Aachen`. */
  readonly authority: string
  /** The issuing unit, its address and how to reach it, line by line. */
  readonly sender: readonly string[]
  /** The tracking number of the case. */
  readonly reference: string
  /** Day of issue in words, e.g. `23. November 2026`. */
  readonly issued: string
  /** E.g. `12,00 € (bezahlt)`; left out when free of charge. */
  readonly fee?: string
  readonly verification: {
    /** The page that says whether the certificate is genuine; the QR code leads there. */
    readonly url: string
    /** What to compare there, e.g. the first characters of the certificate's number. */
    readonly code: string
  }
  /** Marks certificates that prove nothing, e.g. `Muster`. */
  readonly watermark?: string
}
