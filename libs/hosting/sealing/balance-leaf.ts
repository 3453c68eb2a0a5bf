import type { ClientBase } from 'pg';
import { canonicalJson, type Json } from '#kernel';
import { EMPTY_ROOT, leafHash, nodesOfLeaves, rootAt } from '#proof';
import { balancesAt, type ImputationFigures } from '#read-models';

/** The version of a leaf's form; it stands in every leaf (docs/adr/2026-11-21-balance-root.md). */
const FORM = 1;

/** The figures that form 1 is signed over: a report that gains a column changes no root. */
const FIGURES = [
  'opening',
  'committed',
  'releasedOfYear',
  'releasedOfPrior',
  'commitmentCorrections',
  'paymentCorrections',
  'paid',
  'closing',
  'ofWhichNotDue',
  'charges',
  'pending',
  'recovered',
  'recoveredCorrections',
  'ofWhichCreditsRestored',
] as const satisfies readonly (keyof ImputationFigures)[];

type BalanceFigures = Pick<ImputationFigures, (typeof FIGURES)[number]>;

/** One balance of a closed year. */
export interface YearBalance {
  /** Uuid. */
  readonly convention: string;
  readonly line: string;
  /** The code of the full imputation; empty where the line was not yet committed. */
  readonly imputation: string;
  readonly figures: BalanceFigures;
}

/** The balances of a year as known at a position, with their leaves, in the order of the tree. */
export interface BalanceTree {
  readonly balances: readonly YearBalance[];
  /** The canonical texts that are hashed. */
  readonly texts: readonly string[];
  readonly leaves: readonly Buffer[];
  readonly root: Buffer;
}

export async function balanceTree(client: ClientBase, year: number, position: string): Promise<BalanceTree> {
  const rows = await balancesAt(client, year, position);
  const balances = rows
    .map(({ at, figures }) => ({
      convention: at['convention'] ?? '',
      line: at['line'] ?? '',
      imputation: at['code'] ?? '',
      figures: signedOf(figures),
    }))
    .filter(({ figures }) => Object.values<string>(figures).some(amount => amount !== '0.00'))
    .sort(byPlace);
  const texts = balances.map(balance => balanceText(year, balance));
  const leaves = texts.map(text => leafHash(text));
  const root = leaves.length === 0 ? EMPTY_ROOT : await rootAt(nodesOfLeaves(leaves), leaves.length);
  return { balances, texts, leaves, root };
}

function signedOf(figures: ImputationFigures): BalanceFigures {
  return Object.fromEntries(FIGURES.map(name => [name, figures[name]])) as Record<
    keyof BalanceFigures,
    string
  >;
}

/** The bytes of a leaf: canonical JSON, as those of a record. */
export function balanceText(year: number, { convention, line, imputation, figures }: YearBalance): string {
  const amounts: Json = { ...figures };
  return canonicalJson({ form: FORM, kind: 'balance', year, convention, line, imputation, figures: amounts });
}

/** By convention, line, imputation, in the order of UTF-16 code units: no locale has a say in it. */
function byPlace(one: YearBalance, other: YearBalance): number {
  const [left, right] = [keyOf(one), keyOf(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf({ convention, line, imputation }: YearBalance): string {
  return [convention, line, imputation].join('\u0000');
}
