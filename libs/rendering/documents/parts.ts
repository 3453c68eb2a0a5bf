import type { DocumentHead, LineHead, SettlementFigures } from '#read-models';
import { day, decimal, euros, fr, IMPUTATION_AXES, labelIn, LEGAL_TYPES, percent } from '#wording';
import type { Block } from '../pdf/document.js';
import type { Mention } from '../table.js';

/* What several documents say alike. */

/** How an amount was computed, as the fact holds it. */
export interface TraceShown {
  readonly formula: string;
  readonly number: number;
  readonly inputs: readonly { readonly name: string; readonly value: string }[];
  readonly rounding: string;
  readonly result: string;
}

export function headFacts(head: DocumentHead): readonly Mention[] {
  return [
    ['Convention', fr`${head.reference} : ${head.title}`],
    ['Académie', head.academieName],
    ['Dispositif', head.scheme],
    ['Signée le', head.signedOn === null ? 'non signée' : day(head.signedOn)],
    ...(head.amendments > 0 ? [['Avenants', String(head.amendments)] as const] : []),
    ...(head.fictitious ? [['Nature', 'convention fictive, de démonstration'] as const] : []),
  ];
}

export function lineFacts(line: LineHead): readonly Mention[] {
  const type = labelIn(LEGAL_TYPES, line.payeeType);
  return [
    ['Bénéficiaire', fr`${line.payeeName} (${type})`],
    [/^\d{14}$/.test(line.payeeKey) ? 'SIRET' : 'UAI', line.payeeKey],
    ['Volet', line.label],
    ['Tranche', line.tranche],
    ...imputationFacts(line.imputation),
  ];
}

function imputationFacts(imputation: LineHead['imputation']): readonly Mention[] {
  const axes = Object.entries(imputation).map(([axis, code]) => `${labelIn(IMPUTATION_AXES, axis)} ${code}`);
  return axes.length > 0 ? [['Imputation', axes.join(', ')]] : [];
}

const INPUTS: Readonly<Record<string, string>> = {
  rate: 'Taux',
  M: 'Montant maximal (M)',
  D: 'Montant dû (D)',
  T: 'Droit ouvert (T)',
  E: 'Dépense acceptée (E)',
  net: 'Payé, net des reversements',
  pending: 'Demandé, non payé',
  orderOpen: 'Ordres de reversement ouverts',
  writtenOff: 'Admis en non-valeur',
  carriedOver: 'Report autorisé',
  share: 'Part de l’acompte',
};
/** What each formula computes, in the letters and words of the inputs. */
const FORMULAS: Readonly<Record<string, string>> = {
  advance: 'arrondi(taux × M)',
  interim: 'min(D, arrondi(part × M)) − payé net − demandé − ordres ouverts',
  balance: 'D − payé net − demandé − ordres ouverts',
  grant: 'M − payé net − demandé − ordres ouverts',
  due: 'Σ min(arrondi(r × E), arrondi(q′ × c × r), M)',
  grant_due: 'Σ min(dotation, emploi accepté)',
  to_order: 'payé net − ordres ouverts − admis en non-valeur − report − T',
};

const ROUNDINGS: Readonly<Record<string, string>> = {
  down: 'au centime inférieur',
  'half-up': 'au centime le plus proche',
  none: 'aucun',
};
const AMOUNT = /^-?\d+\.\d{2}$/;
const RATES: ReadonlySet<string> = new Set(['rate', 'share']);

/** What stands in the inputs of an amount due, by its letter. */
const LETTER_WRITERS: Readonly<Record<string, (value: string) => string>> = {
  r: percent,
  E: euros,
  'q′': decimal,
  c: euros,
  M: euros,
};
const LETTERS: Mention = [
  'Où',
  'r est le taux de l’État, E la dépense acceptée, q′ la quantité acceptée, c le plafond par unité, M le montant maximal',
];

/** One of the inputs of an amount due: `E 18604.80`. */
function partOf(part: string): string {
  const [letter = '', value = ''] = part.split(' ');
  const write = Object.hasOwn(LETTER_WRITERS, letter) ? LETTER_WRITERS[letter] : undefined;
  return write ? `${letter} = ${write(value)}` : part;
}

/** The computation, as it was recorded with the act. */
export function traceBlocks(title: string, trace: TraceShown): readonly Block[] {
  const valueOf = ({ name, value }: TraceShown['inputs'][number]) => {
    if (RATES.has(name)) return percent(value);
    return AMOUNT.test(value) ? euros(value) : value.split('; ').map(partOf).join('\u202F; ');
  };
  return [
    { type: 'heading', text: title },
    {
      type: 'facts',
      facts: [
        ...trace.inputs.map((input): Mention => [labelIn(INPUTS, input.name), valueOf(input)]),
        ['Formule', fr`${labelIn(FORMULAS, trace.formula)} (formule n° ${trace.number})`],
        ...(trace.formula === 'due' ? [LETTERS] : []),
        ['Arrondi', labelIn(ROUNDINGS, trace.rounding)],
        ['Résultat', AMOUNT.test(trace.result) ? euros(trace.result) : trace.result],
      ],
    },
  ];
}

const SETTLEMENT: Readonly<Record<keyof SettlementFigures, string>> = {
  maximum: 'Montant maximal de la tranche',
  accepted: 'Dépense acceptée',
  due: 'Montant dû sur service fait',
  paidBefore: 'Déjà payé',
  repaidBefore: 'Déjà reversé',
  pendingBefore: 'Déjà demandé, non payé',
  orderOpen: 'Ordres de reversement ouverts',
  payable: 'Payable à cette date',
  amount: 'Montant liquidé',
};

/** The same as amounts. */
export function settlementAmounts(figures: SettlementFigures): readonly Mention[] {
  return (Object.keys(SETTLEMENT) as (keyof SettlementFigures)[]).map(key => [SETTLEMENT[key], figures[key]]);
}

/** The bases of a liquidation; what differs from another version is marked. */
export function settlementFacts(figures: SettlementFigures, other?: SettlementFigures): readonly Mention[] {
  return (Object.keys(SETTLEMENT) as (keyof SettlementFigures)[]).map((key): Mention => {
    const changed = other !== undefined && other[key] !== figures[key];
    return [SETTLEMENT[key], changed ? `${euros(figures[key])} (modifié)` : euros(figures[key])];
  });
}
