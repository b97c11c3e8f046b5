/** A way to log in that the emulator offers, with the `acr` value it reports. */
export interface Level {
  acr: string
  label: string
  /** The trust level in the words of BSI TR-03107-1. */
  trust: string
}

export const levels: readonly Level[] = [
  { acr: 'urn:kreiswerk:trust:basis', label: 'Benutzername und Passwort', trust: 'Basis' },
  { acr: 'urn:kreiswerk:trust:substantiell', label: 'ELSTER-Zertifikat', trust: 'substantiell' },
  { acr: 'urn:kreiswerk:trust:hoch', label: 'Online-Ausweis', trust: 'hoch' },
]
