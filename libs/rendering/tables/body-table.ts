import type { BodyBalance, BodyLine } from '#read-models';
import { FLOWS, fr, labelIn, PAYMENT_KINDS, PAYMENT_STATUSES } from '#wording';
import type { Column } from '../column.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';
import type { Mention } from '../table.js';

/** A line of the relevé: where a line of a convention stands, then each of its payments. */
interface StatementLine {
  readonly reference: string;
  readonly line: string;
  readonly flow: string;
  readonly what: string;
  readonly ej?: string;
  readonly dp?: string;
  readonly on?: string | null;
  readonly account?: string;
  readonly awarded?: string;
  readonly received?: string;
  readonly repaid?: string;
  readonly pending?: string;
  readonly stillToCome?: string;
  readonly missing?: string;
  readonly toRepay?: string;
}

const COLUMNS: readonly Column<StatementLine>[] = [
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'line', title: 'Volet', kind: 'identifier' },
  { key: 'flow', title: 'Nature du volet', kind: 'text', words: FLOWS },
  { key: 'what', title: 'Ligne', kind: 'text' },
  { key: 'ej', title: 'EJ', kind: 'identifier' },
  { key: 'dp', title: 'DP', kind: 'identifier' },
  { key: 'on', title: 'Date', kind: 'day' },
  { key: 'account', title: 'Compte suggéré', kind: 'text' },
  { key: 'awarded', title: 'Attribué', kind: 'amount' },
  { key: 'received', title: 'Payé', kind: 'amount' },
  { key: 'repaid', title: 'Reversé', kind: 'amount' },
  { key: 'pending', title: 'Demandé, non payé', kind: 'amount' },
  { key: 'stillToCome', title: 'Encore à venir au plus', kind: 'amount' },
  { key: 'missing', title: 'À justifier', kind: 'amount' },
  { key: 'toRepay', title: 'À reverser', kind: 'amount' },
];

const IS_COLLECTIVITE = /^\d{14}$/;

/** What a treasurer should know besides; nothing of an établissement's accounts is in the sources. */
function bodyNotes(body: string): readonly Mention[] {
  if (!IS_COLLECTIVITE.test(body)) return [];
  return [
    ['Compte', fr`1311 si l’équipement financé est amorti, sinon 1321`],
    ['FCTVA', fr`une subvention calculée sur des dépenses TTC est déduite de l’assiette du FCTVA`],
  ];
}

/** The relevé of a body: what its treasurer matches receipts with. */
export function bodyTable(balance: BodyBalance): Deliverable {
  const { body, name, awarded, paid, repaid, pending, stillToCome, missing, toRepay } = balance;
  return tableDeliverable({
    name: `releve-${body}`,
    title: fr`Relevé de ${name}`,
    columns: COLUMNS,
    rows: balance.lines.flatMap(line => linesOf(line, body)),
    total: { awarded, received: paid, repaid, pending, stillToCome, missing, toRepay },
    notes: bodyNotes(body),
  });
}

function linesOf(of: BodyLine, body: string): readonly StatementLine[] {
  const { reference, line, flow, awarded, repaid, pending, stillToCome, missing, toRepay } = of;
  const place = { reference, line, flow };
  const suggested = IS_COLLECTIVITE.test(body) && flow === 'equipment' ? { account: '1311 ou 1321' } : {};
  return [
    { ...place, what: 'Situation', awarded, repaid, pending, stillToCome, missing, toRepay },
    ...of.payments.map(({ kind, status, ej, poste, dp, requestedOn, executedOn, executedAmount }) => ({
      ...place,
      what: fr`${labelIn(PAYMENT_KINDS, kind)}, ${labelIn(PAYMENT_STATUSES, status)}`,
      ej: `${ej}/${poste}`,
      dp,
      on: executedOn ?? requestedOn,
      ...(counts(status) && executedAmount !== null ? { received: executedAmount } : {}),
      ...(executedOn !== null ? suggested : {}),
    })),
  ];
}

const counts = (status: string) => status === 'executed' || status === 'observed';
