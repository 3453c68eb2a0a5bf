import type { FinancialLine, FinancialStatement, PaidEntry } from '#read-models';
import { Euros } from '#kernel';
import { day, fr, PAYMENT_KINDS } from '#wording';
import type { Column } from '../column.js';
import type { Deliverable } from '../deliverable.js';
import { printedTable } from '../pdf/printed-table.js';
import { documentDeliverable } from './document.js';
import { headFacts } from './parts.js';

const LINES: readonly Column<FinancialLine>[] = [
  { key: 'label', title: 'Volet', kind: 'text' },
  { key: 'tranche', title: 'Tranche', kind: 'text' },
  { key: 'payeeName', title: 'Bénéficiaire', kind: 'text' },
  { key: 'maximum', title: 'Montant maximal', kind: 'amount' },
  { key: 'committed', title: 'Engagé', kind: 'amount' },
  { key: 'released', title: 'Retiré', kind: 'amount' },
  { key: 'accepted', title: 'Dépense acceptée', kind: 'amount' },
  { key: 'due', title: 'Montant dû', kind: 'amount' },
  { key: 'paid', title: 'Payé', kind: 'amount' },
  { key: 'repaid', title: 'Reversé', kind: 'amount' },
  { key: 'outstanding', title: 'Reste à payer', kind: 'amount' },
  { key: 'toOrder', title: 'À faire reverser', kind: 'amount' },
];

type PaidLine = PaidEntry & { readonly label: string; readonly payeeName: string };

const PAYMENTS: readonly Column<PaidLine>[] = [
  { key: 'executedOn', title: 'Payé le', kind: 'day' },
  { key: 'label', title: 'Volet', kind: 'text' },
  { key: 'payeeName', title: 'Bénéficiaire', kind: 'text' },
  { key: 'tranche', title: 'Tranche', kind: 'identifier' },
  { key: 'kind', title: 'Nature', kind: 'text', words: PAYMENT_KINDS },
  { key: 'ej', title: 'EJ', kind: 'identifier' },
  { key: 'dp', title: 'DP', kind: 'identifier' },
  { key: 'amount', title: 'Montant', kind: 'amount' },
];

/** The bilan financier of a convention. */
export async function financialStatementDocument(statement: FinancialStatement): Promise<Deliverable> {
  const { reference, lines, payments, validUntil, receivedOn, closedOn } = statement;
  const total = lines.length > 1 ? { total: totalOf(lines) } : {};
  const figures = await printedTable({ name: 'volets', title: '', columns: LINES, rows: lines, ...total });
  const paidLines = payments.map(payment => {
    const of = lines.find(({ line }) => line === payment.line);
    return { ...payment, label: of?.label ?? payment.line, payeeName: of?.payeeName ?? '' };
  });
  const paid = await printedTable({ name: 'paiements', title: '', columns: PAYMENTS, rows: paidLines });
  const on = (value: string | null, otherwise: string) => (value === null ? otherwise : day(value));
  return documentDeliverable({
    name: `bilan-financier-${reference}`,
    title: 'Bilan financier',
    subtitle: fr`Convention ${reference}`,
    paper: figures.paper === 'portrait' ? 'portrait' : 'landscape',
    figures: {
      lines: lines.map(line => ({ ...line, label: '', payeeName: '', tranche: '' })),
      payments: payments.map(payment => ({ ...payment })),
    },
    amounts: Object.fromEntries(
      lines.flatMap(line =>
        LINES.filter(({ kind }) => kind === 'amount').map(({ key, title }) => [
          `${line.line}, ${line.tranche} : ${title}`,
          line[key],
        ]),
      ),
    ),
    blocks: [
      {
        type: 'facts',
        facts: [
          ...headFacts(statement),
          ['Valable jusqu’au', on(validUntil, 'sans date')],
          ['Bilan du bénéficiaire', on(receivedOn, 'non reçu')],
          ['Clôture', on(closedOn, 'non clôturée')],
        ],
      },
      { type: 'heading', text: 'Situation de chaque volet' },
      ...figures.blocks,
      { type: 'heading', text: 'Paiements exécutés' },
      ...paid.blocks,
      { type: 'signature', text: 'Date, qualité et signature :' },
    ],
  });
}

function totalOf(lines: readonly FinancialLine[]): Partial<FinancialLine> {
  const amounts = LINES.filter(({ kind }) => kind === 'amount');
  return Object.fromEntries(
    amounts.map(({ key }) => [key, Euros.sum(lines.map(line => Euros.of(line[key]))).toString()]),
  );
}
