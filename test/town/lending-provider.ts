import type { RemoteProvider } from '../../core/src/auth/identity-provider.ts'

let people = 0

/** An identity provider that vouches for whoever comes, each time for somebody new, and for staff who are linked to it. */
export const lendingProvider: RemoteProvider = {
  kind: 'oidc',
  id: 'bundid',
  label: 'BundID',
  realms: ['citizen', 'staff'],
  levels: ['basis', 'substantiell', 'hoch'],
  origins: ['https://id.example'],
  begin: async () => ({ url: 'https://id.example/login', state: 'citizen', nonce: 'n', verifier: 'v' }),
  finish: async ({ state }) => ({
    issuer: 'https://id.example',
    subject: state === 'staff' ? 'colleague' : `citizen-${++people}`,
    trust: 'hoch',
    authTime: null,
    name: null,
    attributes: [],
  }),
}
