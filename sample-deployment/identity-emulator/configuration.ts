import { type Configuration, interactionPolicy } from 'oidc-provider'
import { levels } from './levels.ts'
import { persons } from './persons.ts'

/** How the sample portal introduces itself; a secret that everybody may know, since the persons are invented. */
export const emulatorClient = { clientId: 'kreiswerk-sample', clientSecret: 'only-for-the-sample' } as const

/** Which trust level each `acr` value of the emulator stands for. */
export const emulatorAcr = {
  'urn:kreiswerk:trust:basis': 'basis',
  'urn:kreiswerk:trust:substantiell': 'substantiell',
  'urn:kreiswerk:trust:hoch': 'hoch',
} as const

const hour = 3600

export function configuration(redirectUris: string[]): Configuration {
  return {
    clients: [
      {
        client_id: emulatorClient.clientId,
        client_secret: emulatorClient.clientSecret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    acrValues: levels.map(({ acr }) => acr),
    claims: {
      openid: ['sub', 'acr', 'auth_time'],
      profile: ['given_name', 'family_name', 'birthdate'],
      address: ['address'],
      email: ['email', 'email_verified'],
    },
    scopes: ['openid'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { policy: askEveryTime(), url: (_context, { uid }) => `/interaction/${uid}` },
    // Nobody is asked for consent: the portal is the only client, and it asks for nothing but the persons' data.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId })
      grant.addOIDCScope('openid profile email address')
      await grant.save()
      return grant
    },
    findAccount(_context, id) {
      const person = persons.find((candidate) => candidate.id === id)
      if (person === undefined) return undefined
      return {
        accountId: id,
        claims: () => ({
          sub: id,
          given_name: person.givenName,
          family_name: person.familyName,
          birthdate: person.birthdate,
          address: person.address,
          email: person.email,
          email_verified: true,
        }),
      }
    },
    ttl: { AccessToken: hour, AuthorizationCode: 60, Grant: hour, IdToken: hour, Interaction: hour, Session: hour },
  }
}

/** Whoever comes is asked who to be, every time: that is what the emulator is for. */
function askEveryTime(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('ask_every_time', 'The emulator asks every time', ({ oidc }) =>
        oidc.result?.login === undefined
          ? interactionPolicy.Check.REQUEST_PROMPT
          : interactionPolicy.Check.NO_NEED_TO_PROMPT,
      ),
    )
  return policy
}
