import { Euros } from '#kernel';
import { ACCOUNTS } from './accounts.js';
import type { JournalFormat } from './journal.js';
import { ENTRY_LABELS } from './labels.js';
import type { OpenedAccount, Posting } from './transactions.js';

/*
 * The text that hledger 1.25 and ledger 3.3.0 both read: amounts on every posting, one tag per line, an account
 * declared before it is met, and at the end the balance of every account asserted.
 */

/** Numbers of a fact that are told as tags of its entry, each under its French name. */
const TAGS = [
  ['ej', 'ej'],
  ['poste', 'poste'],
  ['dp', 'dp'],
  ['payment', 'paiement'],
  ['order', 'ordre'],
  ['repayment', 'encaissement'],
  ['certificate', 'certificat'],
  ['entry', 'contrepasse'],
] as const;

export const hledgerFormat: JournalFormat = {
  head: year =>
    [
      year === undefined
        ? '; Journal des conventions, en partie double : toutes les écritures'
        : `; Journal des conventions, en partie double : exercice ${year}`,
      '; Lire avec LANG=C.UTF-8. Comptes et règles : docs/journal.md.',
      '',
      ...['fait', 'evenement', 'exercice', 'enregistre', ...TAGS.map(([, tag]) => tag)].map(
        tag => `tag ${tag}`,
      ),
      '',
      'commodity EUR',
      '    format 1000.00 EUR',
      '',
      ...ACCOUNTS.flatMap(({ name, type, label }) => [
        `account ${name}`,
        `    ; type: ${type}`,
        `    ; ${label}`,
      ]),
      '',
      '',
    ].join('\n'),

  opening: ({ convention, accounts }, year) =>
    written([
      ...accounts.map(declared),
      `${year}-01-01 (AN) À nouveau, ${convention}`,
      `    ; exercice: ${year}`,
      ...accounts.map(posted),
    ]),

  transaction: ({ code, on, fiscalYear, fact, postings }, opened) => {
    const { type, eventId, recordedAt, convention, data } = fact;
    return written([
      ...opened.map(declared),
      `${on}=${recordedAt.slice(0, 10)} (${code}) ${ENTRY_LABELS[type] ?? type}, ${convention}`,
      `    ; fait: ${type}`,
      `    ; evenement: ${eventId}`,
      `    ; exercice: ${fiscalYear}`,
      `    ; enregistre: ${recordedAt}`,
      ...tagsOf(data),
      ...postings.map(posted),
    ]);
  },

  closing: ({ convention, accounts }, on) =>
    written([
      `${on} (SOLDES) Soldes, ${convention}`,
      ...accounts.map(({ amount, ...at }) => `    ${nameOf(at)}  0.00 EUR = ${euros(amount)}`),
    ]),

  tail: ({ position, root }) => `; Fin du journal : faits 1 à ${position} du registre, racine ${root}\n`,
};

const written = (lines: readonly string[]) => `${lines.join('\n')}\n\n`;
const nameOf = ({ account, place }: OpenedAccount) => `${ACCOUNTS[account]!.name}:${place}`;
const declared = (opened: OpenedAccount) => `account ${nameOf(opened)}`;
const euros = (cents: bigint) => `${Euros.ofCents(cents).toString()} EUR`;
const posted = (posting: Posting) => `    ${nameOf(posting)}  ${euros(posting.amount)}`;

function tagsOf(data: object): readonly string[] {
  const values = data as Readonly<Record<string, unknown>>;
  return TAGS.flatMap(([field, tag]) => {
    const value = values[field];
    return typeof value === 'string' ? [`    ; ${tag}: ${encodeURIComponent(value)}`] : [];
  });
}
