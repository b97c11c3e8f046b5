/** What names a person, in words that nothing else in a test says. */
export interface Marks {
  name: string
  email: string
  street: string
  phone: string
  /** As `YYYY-MM-DD`. */
  bornOn: string
}

/** Every spelling in which one of them could lie somewhere, each with the word for it. */
export function spellingsOf({ name, email, street, phone, bornOn }: Marks): Map<string, string> {
  const [year, month, day] = bornOn.split('-') as [string, string, string]
  const words: [string, string][] = [
    ...name.split(' ').map((part): [string, string] => [part, 'name']),
    [email, 'mail'],
    [street, 'street'],
    [phone, 'phone'],
    [bornOn, 'birth date'],
    [`${day}.${month}.${year}`, 'birth date'],
    [`${Number(day)}.${Number(month)}.${year}`, 'birth date'],
    [`${year}${month}${day}`, 'birth date'],
    [`${day}/${month}/${year}`, 'birth date'],
    [`${Number(month)}/${Number(day)}/${year}`, 'birth date'],
    [`"day":"${Number(day)}"`, 'birth date'],
  ]
  return new Map(words.flatMap(([word, meaning]) => encodingsOf(word).map((spelling) => [spelling, meaning])))
}

/** As bytes of UTF-8, Latin 1 and UTF-16 lie in a file read as Latin 1, in an address, and in base64 at any offset. */
function encodingsOf(word: string): string[] {
  const forms = [word, word.toLowerCase(), word.toUpperCase()]
  const plain = forms.flatMap((form) => [
    Buffer.from(form).toString('latin1'),
    form,
    Buffer.from(form, 'utf16le').toString('latin1'),
    encodeURIComponent(form),
    JSON.stringify(form).slice(1, -1),
  ])
  return [...new Set([...plain, ...[0, 1, 2].map((offset) => inBase64(word, offset))])]
}

/** The letters of base64 that depend on the word alone when it stands `offset` bytes after a group of three. */
function inBase64(word: string, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(word)]).toString('base64')
  return encoded.slice(offset === 0 ? 0 : offset + 1, -4)
}

/** Which of them stand in a text, by meaning. */
export const marksIn = (text: string, spellings: ReadonlyMap<string, string>): string[] => [
  ...new Set([...spellings].filter(([spelling]) => text.includes(spelling)).map(([, meaning]) => meaning)),
]
