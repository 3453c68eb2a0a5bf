import { type Day, Euros } from '#kernel';
import {
  committedOf,
  type ConventionState,
  dueOf,
  type History,
  latestState,
  type Line,
  maximumOf,
  outstandingOf,
  paidOf,
  payableOf,
  pendingOf,
  record,
  noHistory,
  stageOf,
  stateAt,
  type StoredConventionFact,
  toOrderOf,
  type Tranche,
  withParent,
} from '#ledger';
import { day, decimal, FACTS, fr, instant, labelIn, STAGES } from '#wording';
import { type Column, table } from './table.js';

type Figure = (state: ConventionState, line: Line, tranche: Tranche) => Euros;

const FIGURES: readonly (readonly [title: string, figure: Figure])[] = [
  ['Maximum', (state, _, tranche) => (state.signedOn ? maximumOf(tranche) : Euros.zero)],
  ['Engagé', (_, __, tranche) => committedOf(tranche)],
  ['En attente', (_, __, tranche) => pendingOf(tranche)],
  ['Payé', (_, __, tranche) => paidOf(tranche)],
  ['Dû', (_, __, tranche) => dueOf(tranche)],
  ['À payer', payableOf],
  ['À reverser', (_, __, tranche) => toOrderOf(tranche)],
  ['RAP', (_, __, tranche) => outstandingOf(tranche)],
];
const FIGURE_COLUMNS = FIGURES.map(([title]): Column => ({ title, align: 'right' }));

/** The history in the order of recording, the figures after each fact, then where each line stands. */
export function replayed(
  known: History,
  effectiveOn: Day | undefined,
  today: Day,
  parent?: History,
): readonly string[] {
  const then = (history: History) =>
    effectiveOn === undefined ? latestState(history) : stateAt(history, effectiveOn);
  const state = withParent(then(known), parent && then(parent));
  if (!state.draft) return ['Rien n’avait encore pris effet à cette date.'];
  const { reference, title } = state.draft;
  return [
    `${reference}  ${title}`,
    fr`État : ${STAGES[stageOf(state, effectiveOn ?? today)]}. Montants en euros, tous volets réunis ; par volet à la fin.`,
    '',
    ...table(
      [
        { title: 'Effet' },
        { title: 'Enregistré le' },
        { title: 'Par' },
        { title: 'Fait' },
        ...FIGURE_COLUMNS,
      ],
      rowsOf(known, effectiveOn),
    ),
    '',
    ...table(
      [{ title: 'Volet' }, { title: 'Bénéficiaire' }, { title: 'Tranche' }, ...FIGURE_COLUMNS],
      state.lines.flatMap(line =>
        line.tranches.map(tranche => [
          line.label,
          line.payee.name,
          tranche.label,
          ...FIGURES.map(([, figure]) => decimal(figure(state, line, tranche))),
        ]),
      ),
    ),
  ];
}

function rowsOf({ facts }: History, effectiveOn: Day | undefined): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let history = noHistory;
  for (const stored of facts) {
    history = record(history, stored);
    if (effectiveOn !== undefined && stored.effectiveOn > effectiveOn) continue;
    const state = effectiveOn === undefined ? latestState(history) : stateAt(history, effectiveOn);
    rows.push([
      day(stored.effectiveOn),
      instant(stored.recordedAt),
      stored.actor,
      sentenceOf(stored, state),
      ...FIGURES.map(([, figure]) => decimal(sum(state, figure))),
    ]);
  }
  return rows;
}

function sum(state: ConventionState, figure: Figure): Euros {
  return Euros.sum(state.lines.flatMap(line => line.tranches.map(tranche => figure(state, line, tranche))));
}

/** The fact, and what tells it from others of its kind: its amount, its party, the entry that it reverses. */
function sentenceOf({ fact }: StoredConventionFact, { draft }: ConventionState): string {
  const label = FACTS[fact.type];
  switch (fact.type) {
    case 'EntryReversed':
      return fr`${label} : ${labelIn(FACTS, fact.data.entryType)}`;
    case 'ConventionSigned': {
      const { party } = fact.data;
      return fr`${label} : ${draft?.parties.find(({ id }) => id === party)?.name ?? party}`;
    }
    default:
      return 'amount' in fact.data ? fr`${label} : ${decimal(fact.data.amount)}` : label;
  }
}
