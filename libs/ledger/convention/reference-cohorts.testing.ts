import type { StoredConventionFact } from './convention.events.js';
import { type Entry, entriesAt, least, orZero } from './reference-model.testing.js';

/*
 * Tranches from scratch: pupils at 50 %, teachers at 100 %, a cap per school, firm by signature or amendment, given up.
 * No fold: what counts at (effectiveOn, knownAt), filtered and added up in whole cents, rounding down.
 */

interface Terms {
  readonly id: string;
  readonly uai: string;
  readonly unitCeiling: { readonly cents: bigint };
  readonly maximum: { readonly cents: bigint };
  readonly uncapped?: { readonly cents: bigint };
}
interface Cohort {
  readonly id: string;
  readonly conditional?: boolean;
  readonly allocations: readonly Terms[];
}
type Placed = { readonly line: string; readonly tranche: string };

const LINE = 'equipment';
export type CohortBalance = Readonly<
  Record<
    | 'maximum'
    | 'conditional'
    | 'committed'
    | 'released'
    | 'due'
    | 'pending'
    | 'consumed'
    | 'orderOpen'
    | 'payable'
    | 'toOrder',
    bigint
  >
>;

export function cohortBalance(
  facts: readonly StoredConventionFact[],
  tranche: string,
  effectiveOn: string,
  upTo: bigint,
): CohortBalance | undefined {
  const all = entriesAt(facts, effectiveOn, upTo);
  const opened = openedBy(all, tranche);
  if (!opened) return undefined;
  const own = all.filter(({ data }) => data['line'] === LINE && data['tranche'] === tranche);
  const ofType = (...types: readonly string[]) => own.filter(({ type }) => types.includes(type));
  const total = (chosen: readonly Entry[]) => chosen.reduce((sum, { data }) => sum + data.amount!.cents, 0n);
  const sum = (...types: readonly string[]) => total(ofType(...types));

  const signed = all.some(({ type, data }) => type === 'ConventionSigned' && data['complete'] === true);
  const isAbandoned = ofType('TrancheAbandoned').length > 0;
  const madeFirm = ofType('TrancheMadeFirm').at(-1);
  const isConditional = opened.conditional === true && !madeFirm && !isAbandoned;
  const terms = termsOf(all, tranche);
  const awarded = terms.reduce((of, { maximum }) => of + maximum.cents, 0n);
  const due = dueOf(terms, ofType('ServiceFaitCertified'));
  const granted = isAbandoned ? due : awarded;
  const maximum = isConditional ? 0n : granted;
  const certificates = ofType('ServiceFaitCertified');
  const final = isAbandoned || certificates.some(({ data }) => data['final'] === true);

  const executions = ofType('PaymentExecuted');
  const named = (type: string, payment: unknown) =>
    all.filter(entry => entry.type === type && entry.data.payment === payment).length;
  const standing = ofType('PaymentRequested').filter(
    ({ data }) => named('PaymentCancelled', data.payment) === 0 || named('PaymentExecuted', data.payment) > 0,
  );
  const pending = total(standing.filter(({ data }) => named('PaymentExecuted', data.payment) === 0));
  const consumed = total(executions);
  const orders = new Set(ofType('ReversementOrdered').map(({ data }) => data.order));
  const received = total(
    all.filter(({ type, data }) => type === 'RepaymentReceived' && orders.has(data.order)),
  );
  const net = consumed - received;
  const orderOpen = sum('ReversementOrdered') - received;
  const taken = net + pending + orderOpen;

  const byTerms = () => {
    if (final) return due - taken;
    if (certificates.length > 0) return least(due, (maximum * 80n) / 100n) - taken;
    if (standing.some(({ data }) => data['kind'] === 'advance')) return 0n;
    return least(advanceOf(all, opened, madeFirm, tranche), maximum - taken);
  };
  return {
    maximum,
    conditional: isConditional && signed ? awarded : 0n,
    committed: sum('CommitmentRecorded', 'CommitmentRaised'),
    released: sum('CommitmentReleased'),
    due,
    pending,
    consumed,
    orderOpen,
    payable: signed ? orZero(byTerms()) : 0n,
    toOrder: orZero(net - orderOpen - (final ? due : maximum)),
  };
}

function openedBy(entries: readonly Entry[], tranche: string): Cohort | undefined {
  return entries
    .flatMap(({ type, data }): readonly Cohort[] => {
      if (type === 'ConventionDrafted') {
        return (data['lines'] as readonly { tranches: readonly Cohort[] }[]).flatMap(line => line.tranches);
      }
      const added = type === 'AvenantSigned' ? data['tranches'] : undefined;
      return ((added ?? []) as readonly { tranche: Cohort }[]).map(of => of.tranche);
    })
    .find(({ id }) => id === tranche);
}

/** The last that was said of each allocation. */
function termsOf(entries: readonly Entry[], tranche: string): readonly Terms[] {
  const known = new Map<string, Terms>();
  for (const entry of entries) for (const terms of saidBy(entry, tranche)) known.set(terms.id, terms);
  return [...known.values()];
}

function saidBy({ type, data }: Entry, tranche: string): readonly Terms[] {
  if (type !== 'AvenantSigned' && type !== 'HeadCountObserved' && type !== 'ConventionDrafted') return [];
  const opened = openedBy([{ type, data } as Entry], tranche)?.allocations ?? [];
  const changed = (data['allocations'] ?? []) as readonly (Placed & { allocation: Terms })[];
  return [...opened, ...changed.filter(of => of.tranche === tranche).map(of => of.allocation)];
}

function dueOf(terms: readonly Terms[], certificates: readonly Entry[]): bigint {
  const proven = (certificates.at(-1)?.data['certified'] ?? []) as readonly {
    readonly allocation: string;
    readonly accepted: { readonly cents: bigint };
    readonly quantity: number;
  }[];
  const isCapped = terms.some(({ uncapped }) => uncapped !== undefined);
  const bySchool = new Map<string, { alone: bigint; most: bigint }>();
  for (const { id, uai, unitCeiling, maximum, uncapped } of terms) {
    const proof = proven.find(({ allocation }) => allocation === id);
    const half = id.endsWith('-eleve') ? 2n : 1n;
    const most = (uncapped ?? maximum).cents;
    const alone = proof
      ? least(proof.accepted.cents / half, (BigInt(proof.quantity) * unitCeiling.cents) / half, most)
      : 0n;
    const school = bySchool.get(uai) ?? { alone: 0n, most: 0n };
    bySchool.set(uai, { alone: school.alone + alone, most: school.most + maximum.cents });
  }
  return [...bySchool.values()].reduce(
    (sum, { alone, most }) => sum + (isCapped ? least(alone, most) : alone),
    0n,
  );
}

/** Half of what was granted on the day on which the tranche became firm. */
function advanceOf(
  entries: readonly Entry[],
  opened: Cohort,
  madeFirm: Entry | undefined,
  tranche: string,
): bigint {
  const then = madeFirm ? termsOf(entries.slice(0, entries.indexOf(madeFirm)), tranche) : opened.allocations;
  return then.reduce((sum, { maximum }) => sum + maximum.cents, 0n) / 2n;
}
