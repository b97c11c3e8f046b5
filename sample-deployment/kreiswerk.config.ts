import { clamd, defineDeployment, env, oidc, password, smtp, xbezahldienste } from '@kreiswerk/core'
import appointments from '@kreiswerk/appointments'
import feedback from '@kreiswerk/feedback'
import onlineService from '@kreiswerk/online-service'
import { meldebescheinigung, sperrgut } from '@kreiswerk/online-service/services'
import { offices } from './appointments/offices.ts'
import { services } from './appointments/services.ts'
import showcase from './showcase/plugin.ts'
import { units } from './units.ts'

const paymentOrigin = env('PAYMENT_ORIGIN', 'http://localhost:4001')
const identityOrigin = env('IDENTITY_ORIGIN', 'http://localhost:4002')
const smtpUrl = env('SMTP_URL', '')

export default defineDeployment({
  name: 'Stadt Aachen (Beispiel)',
  land: 'DE-NW',
  languages: ['de', 'en', 'de-simple'],
  notice: 'Beispiel – kein offizielles Angebot der Stadt Aachen',
  assets: './assets',
  theme: 'theme.css',
  texts: './texts',
  units,
  roles: {
    Sachbearbeitung: ['online-service.read', 'online-service.process'],
    Terminplanung: [
      'appointments.plan',
      'appointments.see-calendar',
      'appointments.book',
      'appointments.manage-devices',
      'appointments.see-statistics',
    ],
    Schalter: ['appointments.see-calendar', 'appointments.book', 'appointments.serve'],
    Barrierefreiheit: ['feedback.read'],
    Kontenverwaltung: ['core.administer-accounts'],
    Administration: ['core.administer'],
    Datenschutz: ['core.erase-persons'],
  },
  mail: smtp(smtpUrl),
  mailFrom: 'Stadt Aachen (Beispiel) <serviceportal@aachen.example>',
  developmentMailbox: smtpUrl === '',
  securityContact: 'mailto:it-sicherheit@aachen.example',
  scan: clamd(env('CLAMD', '')),
  payments: xbezahldienste({ url: paymentOrigin, originatorId: 'serviceportal', endPointId: '05334002' }),
  identity: [
    password(),
    oidc({
      id: 'bundid',
      label: 'BundID (Emulator)',
      issuer: identityOrigin,
      clientId: 'kreiswerk-sample',
      clientSecret: env('IDENTITY_SECRET', 'only-for-the-sample'),
      allowInsecure: true,
      acr: {
        'urn:kreiswerk:trust:basis': 'basis',
        'urn:kreiswerk:trust:substantiell': 'substantiell',
        'urn:kreiswerk:trust:hoch': 'hoch',
      },
    }),
  ],
  plugins: [
    onlineService({
      trackingPrefix: 'AC',
      authority: { name: 'Stadt Aachen (Beispiel)', lines: ['Bürgerservice', '52058 Aachen'] },
      specimen: 'MUSTER – nicht amtlich',
      services: [
        sperrgut({ unit: 'aachen/e18/', slots: 'sperrmuell' }),
        meldebescheinigung({ unit: 'aachen/buergerservice/', authority: 'Stadt Aachen (Beispiel), Bürgerservice' }),
      ],
    }),
    appointments({ offices, services }),
    feedback(),
    showcase(),
  ],
})
