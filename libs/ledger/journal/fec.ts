import { type Day, day, Euros } from '#kernel';
import { ACCOUNTS } from './accounts.js';
import type { JournalFormat } from './journal.js';
import { ENTRY_LABELS } from './labels.js';
import type { Posting } from './transactions.js';

/*
 * The eighteen columns of a fichier des écritures comptables (LPF, art. A. 47 A-1), for the tools of auditors. It is not
 * a statutory FEC: the accounts are those of this journal, not of a plan comptable.
 */

const COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
];

/** What the lines of one entry have in common. */
interface Entry {
  readonly journal: readonly [code: string, label: string];
  readonly on: Day;
  /** The place of the record in the log: its line in events.ndjson. */
  readonly piece: string;
  readonly recordedOn: string;
  readonly label: string;
}

/** A writer for one file: entries are numbered from 1, without gap. */
export function fecFormat(): JournalFormat {
  let entries = 0;
  const lines = ({ journal, on, piece, recordedOn, label }: Entry, postings: readonly Posting[]) => {
    entries += 1;
    const number = String(entries);
    return postings
      .map(({ account, place, amount }) => {
        const { name, label: accountLabel } = ACCOUNTS[account]!;
        const debit = amount > 0n ? euros(amount) : '0,00';
        const credit = amount < 0n ? euros(-amount) : '0,00';
        const who = [name, accountLabel, place, place.replaceAll(':', ' ')];
        const piecing = [
          piece,
          compact(recordedOn),
          label,
          debit,
          credit,
          '',
          '',
          compact(recordedOn),
          '',
          '',
        ];
        return `${[...journal, number, compact(on), ...who, ...piecing].join('\t')}\n`;
      })
      .join('');
  };
  return {
    head: () => `${COLUMNS.join('\t')}\n`,
    opening: ({ convention, accounts }, year) => {
      const on = day(`${year}-01-01`);
      const label = `À nouveau, ${convention}`;
      return lines({ journal: ['AN', 'À nouveaux'], on, piece: 'AN', recordedOn: on, label }, accounts);
    },
    transaction: ({ on, fact: { type, position, convention, recordedAt }, postings }) => {
      const label = `${ENTRY_LABELS[type] ?? type}, ${convention}`;
      const recordedOn = recordedAt.slice(0, 10);
      const journal = ['PIA', 'Conventions PIA'] as const;
      return lines({ journal, on, piece: String(position), recordedOn, label }, postings);
    },
    closing: () => '',
    tail: () => '',
  };
}

const compact = (on: string) => on.replaceAll('-', '');
const euros = (cents: bigint) => Euros.ofCents(cents).toString().replace('.', ',');
