/** An invented person who can log in at the emulator. */
export interface Person {
  /** The subject: stays the same for ever. */
  id: string
  givenName: string
  familyName: string
  /** `YYYY-MM-DD` */
  birthdate: string
  address: { street_address: string; postal_code: string; locality: string; country: string }
  email: string
}

const inAachen = (street: string, postalCode: string) => ({
  street_address: street,
  postal_code: postalCode,
  locality: 'Aachen',
  country: 'DE',
})

/** All invented; the addresses end in the domains that RFC 2606 keeps free for examples. */
export const persons: readonly Person[] = [
  {
    id: 'person-erika',
    givenName: 'Erika',
    familyName: 'Mustermann',
    birthdate: '1984-08-12',
    address: inAachen('Musterweg 17', '52062'),
    email: 'erika@example.org',
  },
  {
    id: 'person-ali',
    givenName: 'Ali',
    familyName: 'Beispiel',
    birthdate: '1991-03-02',
    address: inAachen('Probegasse 4', '52064'),
    email: 'ali@example.org',
  },
  {
    id: 'person-zofia',
    givenName: 'Zofia',
    familyName: 'Testowska-Groß',
    birthdate: '1956-11-30',
    address: inAachen('Entwurfsallee 102a', '52078'),
    email: 'zofia@example.org',
  },
]
