import { type Refusal, refuse } from '#kernel';
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';
import { stdnum } from 'stdnum';

/* Identifiers of the field (domain.md §7). Each check names the rule that is broken. */

export type IdentifierRefusal = Refusal<
  | 'uai_malformed'
  | 'uai_wrong_letter'
  | 'siret_malformed'
  | 'siret_wrong_key'
  | 'iban_malformed'
  | 'iban_wrong_rib_key'
  | 'bic_malformed'
  | 'insee_code_malformed'
  | 'ej_malformed'
  | 'dp_malformed'
  | 'programme_malformed'
  | 'activite_malformed',
  { given: string; expected?: string }
>;

const UAI_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** UAI of an établissement: 7 digits, then the letter of the number modulo 23. */
export function checkUai(given: string, pointer?: string): IdentifierRefusal | undefined {
  if (!/^\d{7}[A-Z]$/.test(given)) return refuse('uai_malformed', { given }, pointer);
  const letter = UAI_LETTERS[Number(given.slice(0, 7)) % 23]!;
  return given[7] === letter
    ? undefined
    : refuse('uai_wrong_letter', { given, expected: given.slice(0, 7) + letter }, pointer);
}

/** SIRET: 14 digits, Luhn key, La Poste excepted. */
export function checkSiret(given: string, pointer?: string): IdentifierRefusal | undefined {
  if (!/^\d{14}$/.test(given)) return refuse('siret_malformed', { given }, pointer);
  return stdnum['FR']!['siret']!.validate(given).isValid
    ? undefined
    : refuse('siret_wrong_key', { given }, pointer);
}

/** IBAN (ISO 13616); for a French one the RIB key inside must hold too. Spaces are allowed. */
export function checkIban(given: string, pointer?: string): IdentifierRefusal | undefined {
  const iban = electronicFormatIBAN(given) ?? '';
  if (isValidIBAN(iban)) return undefined;
  const mod97 = /^FR\d{2}\d{10}[0-9A-Z]{11}\d{2}$/.test(iban) && remainder97(iban) === 1;
  return refuse(mod97 ? 'iban_wrong_rib_key' : 'iban_malformed', { given }, pointer);
}

/** The IBAN without spaces, upper case: the form that is stored. */
export function normalIban(given: string): string {
  return electronicFormatIBAN(given) ?? given;
}

function remainder97(iban: string): number {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const digits = /\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55);
    for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

/** BIC (ISO 9362): 8 or 11 characters. */
export function checkBic(given: string, pointer?: string): IdentifierRefusal | undefined {
  return isValidBIC(given) ? undefined : refuse('bic_malformed', { given }, pointer);
}

/** INSEE code of a commune: 5 characters, 2A and 2B in Corsica. */
export function checkInseeCode(given: string, pointer?: string): IdentifierRefusal | undefined {
  return /^(?:\d{2}|2A|2B)\d{3}$/.test(given)
    ? undefined
    : refuse('insee_code_malformed', { given }, pointer);
}

/** Chorus engagement juridique: 10 digits, zeros kept. */
export function checkEj(given: string, pointer?: string): IdentifierRefusal | undefined {
  return /^\d{10}$/.test(given) ? undefined : refuse('ej_malformed', { given }, pointer);
}

/** Chorus demande de paiement: 9 digits, zeros kept. */
export function checkDp(given: string, pointer?: string): IdentifierRefusal | undefined {
  return /^\d{9}$/.test(given) ? undefined : refuse('dp_malformed', { given }, pointer);
}

/** Programme: 4 digits, zero kept. */
export function checkProgramme(given: string, pointer?: string): IdentifierRefusal | undefined {
  return /^\d{4}$/.test(given) ? undefined : refuse('programme_malformed', { given }, pointer);
}

/** Chorus activité: 12 letters and digits. */
export function checkActivite(given: string, pointer?: string): IdentifierRefusal | undefined {
  return /^[0-9A-Z]{12}$/.test(given) ? undefined : refuse('activite_malformed', { given }, pointer);
}
