/** The WebAuthn library, loaded at the first passkey: with it come 250 files that no start should wait for. */
export const webauthn = () => import('@simplewebauthn/server')
