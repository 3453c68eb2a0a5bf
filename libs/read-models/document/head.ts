import type { Day } from '#kernel';
import { type ConventionState, type History, latestState, type Line, payeeKey } from '#ledger';

/** What every document of a convention begins with. */
export interface DocumentHead {
  readonly convention: string;
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  /** As the convention names it. */
  readonly academieName: string;
  readonly scheme: string;
  readonly signedOn: Day | null;
  readonly amendments: number;
  readonly fictitious: boolean;
}

/** What a document of one line says of it. */
export interface LineHead {
  readonly line: string;
  readonly label: string;
  readonly tranche: string;
  readonly payeeName: string;
  readonly payeeType: string;
  /** SIRET or UAI. */
  readonly payeeKey: string;
  /** Axis and code, in their order; empty before a commitment. */
  readonly imputation: Readonly<Record<string, string>>;
}

export function headOf(convention: string, history: History): DocumentHead {
  const { draft, signedOn, amendments } = latestState(history);
  return {
    convention,
    reference: draft!.reference,
    title: draft!.title,
    academie: draft!.academie,
    academieName: draft!.parties.find(({ role }) => role === 'academie')?.name ?? draft!.academie,
    scheme: draft!.scheme.code,
    signedOn: signedOn ?? null,
    amendments,
    fictitious: draft!.fictitious,
  };
}

export function lineHeadOf(line: Line, tranche: string): LineHead {
  const { payee, imputation = {} } = line;
  return {
    line: line.id,
    label: line.label,
    tranche: line.tranches.find(({ id }) => id === tranche)?.label ?? tranche,
    payeeName: payee.name,
    payeeType: payee.legalType,
    payeeKey: payeeKey(payee),
    imputation: Object.fromEntries(
      Object.entries(imputation).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  };
}

export function findLine({ lines }: ConventionState, id: string): Line | undefined {
  return lines.find(line => line.id === id);
}
