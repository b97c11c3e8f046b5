import { type Level, levels } from './levels.ts'
import { type Person, persons } from './persons.ts'

/** The page where somebody chooses who to be and how surely; `wanted` are the `acr` values that the portal asked for. */
export function loginPage(uid: string, wanted: readonly string[]): string {
  const chosen = levels.find(({ acr }) => wanted.includes(acr)) ?? levels[0]
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Anmelden – Übungs-Ausweisstelle</title>
<link rel="stylesheet" href="/emulator.css">
</head>
<body>
<header>
<p class="warning"><strong>Übung:</strong> Das ist kein echter Anmeldedienst. Alle Personen sind erfunden, ein Passwort gibt es nicht.</p>
</header>
<main>
<h1>Als wer möchten Sie sich anmelden?</h1>
<form method="post" action="/interaction/${encodeURIComponent(uid)}">
<fieldset>
<legend>Person</legend>
${persons.map((person, index) => choice('person', person.id, index === 0, nameOf(person), detailsOf(person))).join('\n')}
</fieldset>
<fieldset>
<legend>Wie weisen Sie sich aus?</legend>
<p class="hint">${requirement(chosen)}</p>
${levels.map((level) => choice('acr', level.acr, level === chosen, level.label, `Vertrauensniveau: ${level.trust}`)).join('\n')}
</fieldset>
<div class="buttons">
<button type="submit" name="do" value="login">Anmelden</button>
<button type="submit" name="do" value="cancel" class="secondary">Abbrechen</button>
</div>
</form>
</main>
</body>
</html>`
}

const nameOf = ({ givenName, familyName }: Person) => `${givenName} ${familyName}`

const detailsOf = ({ birthdate, address }: Person) =>
  `geboren am ${birthdate.split('-').toReversed().join('.')}, ${address.street_address}, ${address.postal_code} ${address.locality}`

const requirement = (level: Level | undefined) =>
  `Das Portal verlangt mindestens das Vertrauensniveau „${level?.trust ?? 'Basis'}“.`

const choice = (name: string, value: string, checked: boolean, label: string, hint: string) =>
  `<label><input type="radio" name="${name}" value="${value}"${checked ? ' checked' : ''}>
<span>${label}<small>${hint}</small></span></label>`
