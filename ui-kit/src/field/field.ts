import { address } from './address.ts'
import { checkbox, checkboxes, radios, select } from './choice.ts'
import { date } from './date.ts'
import { file } from './file.ts'
import { files } from './files.ts'
import { code, email, hidden, isoDate, money, number, password, tel, text } from './input.ts'
import { textarea } from './textarea.ts'

/** All kinds of fields. Each finds its submitted value and its problem by name in the form around it. */
export const field = {
  text,
  textarea,
  email,
  tel,
  number,
  money,
  password,
  code,
  date,
  isoDate,
  select,
  radios,
  checkbox,
  checkboxes,
  file,
  files,
  address,
  hidden,
} as const
