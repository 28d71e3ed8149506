/** Hints that a column holds what belongs to a person: by its name, and by what its values look like. A hint, for people to confirm. */
import { isCardNumber, isIban } from './check-digits.js';
import { wordsOf } from './column-name.js';
import type { ColumnProfile } from './profile.js';

export interface PersonalHint {
  /** Value for `classification`. */
  readonly classification: 'confidential' | 'restricted';
  /** Why, without any value. */
  readonly reason: string;
}

type Named = readonly [words: readonly string[], what: string, level: PersonalHint['classification']];

/** One entry a comma; the words of an entry have to stand in a name together. */
const named = (level: PersonalHint['classification'], text: string): readonly Named[] =>
  text.split(', ').map((words) => [words.split(' '), words, level]);

const NAMES: readonly Named[] = [
  ...named(
    'restricted',
    'ssn, passport, iban, creditcard, password, passwd, pin, cvv, cvc, taxid, social security, credit card, card number, ' +
      'account number, bank account, tax id, national id, medical record',
  ),
  ...named(
    'confidential',
    'email, mail, phone, mobile, telephone, tel, fax, surname, lastname, firstname, fullname, forename, birthday, birthdate, ' +
      'dob, address, street, username, salary, wage, gender, race, ethnicity, religion, nationality, diagnosis, patient, ' +
      'first name, last name, full name, middle name, given name, family name, maiden name, user name, customer name, ' +
      'contact name, employee name, person name, birth date, date birth, ip address, client ip, user ip, remote ip, e mail',
  ),
];

/** Tables of people, where a mere `name` is a person's. */
const PEOPLE = new Set(
  (
    'person people user customer employee patient contact member client student staff subscriber guest passenger monarch ' +
    'lead applicant driver'
  ).split(' '),
);

/** Words that make of a personal thing a plain fact about it: `email_count`, `address_type`. */
const ABOUT = new Set('count id type flag status verified domain'.split(' '));

/** Values looked at that must have right check digits: one number in ten has Luhn's by chance. */
const MOST_RIGHT = 0.9;

/** The strongest hint; null for none. @param table its name: a `name` in a table of people is one of theirs */
export function personalHint(column: ColumnProfile, table: string): PersonalHint | null {
  return byCheckDigits(column) ?? byName(column, table) ?? byForm(column);
}

function byCheckDigits({ top }: ColumnProfile): PersonalHint | null {
  const texts = top.map(({ value }) => String(value));
  const right = (test: (text: string) => boolean): boolean =>
    texts.length >= 5 && texts.filter(test).length >= texts.length * MOST_RIGHT;
  if (right(isCardNumber))
    return { classification: 'restricted', reason: 'the values are card numbers by their check digit' };
  if (right(isIban))
    return { classification: 'restricted', reason: 'the values are IBANs by their check digits' };
  return null;
}

function byName({ name, type }: ColumnProfile, table: string): PersonalHint | null {
  // A flag or a count about e-mails is none.
  if (type === 'boolean' || type === 'object' || type === 'array') return null;
  const words = wordsOf(name);
  const singular = wordsOf(table).flatMap((word) => [word, word.replace(/s$/, '')]);
  if (words.length === 1 && words[0] === 'name' && singular.some((word) => PEOPLE.has(word)))
    return { classification: 'confidential', reason: 'by its name it holds the names of people' };
  if (words.some((word) => ABOUT.has(word)) && !/tax|national/i.test(name)) return null;
  const found = NAMES.find(([wanted]) => wanted.every((word) => words.includes(word)));
  return found === undefined
    ? null
    : { classification: found[2], reason: `by its name it is personal (${found[1]})` };
}

function byForm({ texts, values }: ColumnProfile): PersonalHint | null {
  if (texts === null || values === 0) return null;
  const most = (count: number | undefined): boolean => (count ?? 0) >= values * 0.8;
  const hint = (reason: string): PersonalHint => ({ classification: 'confidential', reason });
  if (most(texts.formats['email'])) return hint('the values are e-mail addresses');
  if (texts.holdsEmail > 0) return hint('some values hold an e-mail address');
  if (most(texts.formats['ipv4']) || most(texts.formats['ipv6'])) return hint('the values are IP addresses');
  const isDate = most(texts.formats['date']) || most(texts.formats['date-time']);
  return !isDate && most(texts.phoneLike) ? hint('the values look like phone numbers') : null;
}
