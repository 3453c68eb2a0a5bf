import type { PaidStep, PaymentCurve } from '#read-models';
import { euros, fr, PAYMENT_KINDS } from '#wording';
import type { Column } from '../column.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';
import { stepsOf } from '../picture/steps.js';
import type { Picture } from '../picture/svg.js';

const COLUMNS: readonly Column<PaidStep>[] = [
  { key: 'on', title: 'Payé le', kind: 'day' },
  { key: 'line', title: 'Volet', kind: 'identifier' },
  { key: 'kind', title: 'Nature', kind: 'text', words: PAYMENT_KINDS },
  { key: 'dp', title: 'DP', kind: 'identifier' },
  { key: 'amount', title: 'Montant', kind: 'amount' },
  { key: 'cumulated', title: 'Cumul', kind: 'amount' },
];

const titleOf = ({ reference }: PaymentCurve) => fr`Paiements cumulés de la convention ${reference}`;

export function paymentCurvePicture(curve: PaymentCurve, id = 'paiements'): Picture {
  const { rows, signedOn, validUntil, advance, ceiling } = curve;
  const days = [signedOn, validUntil, ...rows.map(({ on }) => on)].filter(on => on !== null).sort();
  return stepsOf({
    id,
    title: titleOf(curve),
    from: days[0]!,
    until: days.at(-1)!,
    steps: rows,
    levels: [
      { name: 'Avance et dotation', amount: advance },
      { name: 'Montant maximal', amount: ceiling },
    ],
  });
}

/** The figures of the picture, and the picture. */
export function paymentCurveTable(curve: PaymentCurve): Deliverable {
  const { reference, rows, advance, ceiling } = curve;
  return tableDeliverable({
    name: `paiements-${reference}`,
    title: titleOf(curve),
    columns: COLUMNS,
    rows,
    notes: [
      ['Avance et dotation', euros(advance)],
      ['Montant maximal', euros(ceiling)],
    ],
    picture: paymentCurvePicture(curve),
  });
}
