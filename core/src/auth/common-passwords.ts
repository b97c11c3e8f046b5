import { createRequire } from 'node:module'

/**
 * Passwords of at least eight characters that attackers try first, in lower case: keyboard rows, number runs, and what
 * people in German-speaking countries choose most often.
 */
const german: ReadonlySet<string> = new Set(
  `
  00000000 01234567 0123456789 10203040 11111111 11223344 1122334455 112233445566 12121212 12341234 12344321 12345678
  123456789 1234567890 12345678910 123456789a 1234567a 1234567q 12345qwert 1234abcd 1234qwer 123654789 123abc123
  123qweasd 12qwaszx 13131313 147258369 1478963250 159753456 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx
  1qaz2wsx3edc 1qazxsw2 22222222 31415926 33333333 44444444 55555555 66666666 69696969 77777777 78945612 789456123
  87654321 88888888 98765432 987654321 9876543210 99999999 a1234567 a12345678 a123456789 a1b2c3d4 aa123456 aaaa1111
  abc12345 abc123456 abcd1234 abcd12345 abcdefgh access14 admin123 admin1234 administrator alexander amsterdam andrea12
  anhyeuem arschloch asdasdasd asdf1234 asdfasdf asdfghjk asdfghjkl asdfghjklö bailey12 baseball basketball bayern01
  bayernmunchen bayernmünchen benjamin berlin123 bismarck bitteein blink182 borussia bundesliga butterfly caroline
  carlos12 champion changeme charlie1 chocolate christian christina christine coffee12 computer computer1 consumer
  corvette cowboys1 daniel12 danielle dennis12 deutschland deutschland1 dickhead dinosaur dolphins dortmund dragon12
  dragon123 einstein elephant elisabeth enterprise eintracht explorer facebook fahrrad1 fcbayern ferrari1 fernando
  ficken12 fickfick firebird florian1 football football1 frankfurt franziska freedom1 frieden1 fritzbox fussball
  fussball1 gangster garfield geburtstag geheim12 geheim123 geheimnis geronimo ginger12 gfhjkmgfhjkm goldfish goodluck
  google12 gummibär gummibaer guten123 gutentag hallo123 hallo1234 hallo12345 hallo123456 hallohallo hallowelt
  hamburg1 hannover hardcore heidelberg hello123 hellokitty hercules herzlich highland hunter12 ichliebe ichliebedich
  iloveyou iloveyou1 iloveyou2 internet internet1 jennifer jessica1 johannes jonathan jordan23 jupiter1 justin12
  katharina kennwort kennwort1 killer123 kreiswerk lasvegas leonardo leverkusen letmein1 letmein123 liebe123
  liverpool login123 london12 loveyou1 lovely12 mailer123 marlboro marvin12 master12 master123 matthias maverick
  maximilian mercedes mercedes1 metallica michael1 michelle microsoft midnight mississippi mohammed monkey12 monkey123
  mountain mustang1 mutti123 mypassword nathalie newpassword nicholas nintendo november oktober1 oktoberfest
  olivia12 p@55w0rd p@ssw0rd p@ssword pa$$w0rd pa55word panther1 paradise pass1234 passport passw0rd passw0rt
  password password! password1 password12 password123 password1234 password2 passwort passwort! passwort1 passwort12
  passwort123 passwort1234 passwort2 patricia patrick1 phoenix1 playboy1 playstation pokemon1 pokemon123 porsche1
  porsche911 princess princess1 q1w2e3r4 q1w2e3r4t5 qazwsx12 qazwsxedc qweasdzxc qweqweqwe qwer1234 qwerasdf qwert123
  qwertyui qwerty12 qwerty123 qwerty1234 qwertyuiop qwertz12 qwertz123 qwertz1234 qwertzui qwertzuiop qwertzuiopü
  rainbow1 redskins remember rockstar rheinland ronaldo7 rosebud1 rush2112 salasana sandra12 sascha12 schalke04
  schatz12 schatzi1 schatzilein scheisse schmetterling schnecke schneider schnuffel schokolade schuster schwarz1
  sebastian september serenity shadow12 silver12 skywalker snoopy12 sommer12 sommer123 sonne123 sonnenblume
  sonnenschein spiderman spongebob starwars starwars1 steelers stephanie stuttgart summer12 sunshine sunshine1
  superman superman1 superstar sweetheart tarantula test1234 test12345 testtest tequiero thailand thomas12 tigger12
  tinkerbell tobias12 trustno1 undertaker valentin vaterunser verwaltung verwaltung1 victoria volkswagen vollmond
  wachtmeister warcraft welcome1 welcome123 werder12 werwolf1 whatever wilhelm1 willkommen willkommen1 winter12
  winter123 wolfgang wolfsburg xxxxxxxx y1234567 yellow12 yxcvbnm1 yxcvbnm, zaq12wsx zaq1zaq1 zeppelin zxcvbnm1
  zxcvbnm123 zxcvbnm,
  `
    .trim()
    .split(/\s+/),
)

let worldwide: ReadonlySet<string> | undefined

/** Whether a password, in lower case, is among the 18,000 most common ones that are long enough to be allowed. */
export function isCommon(password: string): boolean {
  if (german.has(password)) return true
  // Read at the first password that somebody chooses: no start of the portal waits for it.
  worldwide ??= new Set(load().filter((one) => one.length >= 8))
  return worldwide.has(password)
}

function load(): string[] {
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as {
    dictionary: Record<'passwords-common', string[]>
  }
  return dictionary['passwords-common']
}
