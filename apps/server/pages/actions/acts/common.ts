import type { Day } from '#kernel';
import { LEGAL_TYPES } from '#wording';
import type { ActField, Situation, Target } from '../action.js';

/* Fields and targets that many acts have in common. */

export const on = (today: Day, label = 'Date d’effet'): ActField => ({
  name: 'on',
  label,
  kind: 'day',
  value: today,
});

export const GROUND: ActField = {
  name: 'ground.text',
  label: 'Fondement',
  kind: 'text',
  optional: true,
  hint: 'Courrier, décision : ce sur quoi l’acte s’appuie.',
};
export const GROUND_FILE: ActField = {
  name: 'ground.document',
  label: 'Pièce à l’appui',
  kind: 'file',
  optional: true,
  hint: 'PDF, PNG, JPEG, XLSX, ODS ou CSV.',
};
export const YEAR: ActField = {
  name: 'fiscalYear',
  label: 'Exercice',
  kind: 'whole',
  optional: true,
  hint: 'Par défaut celui de la date. En janvier, jusqu’à 20 jours peuvent revenir à l’exercice précédent (LOLF, art. 28).',
};
/** The same, for an entry that is typed again after its year was closed (a reversal leaves closed years alone). */
export const YEARS: readonly ActField[] = [
  YEAR,
  {
    name: 'correctsYear',
    label: 'Exercice clos que cette écriture corrige',
    kind: 'whole',
    optional: true,
    hint: 'Seulement pour ressaisir une écriture contre-passée d’un exercice clos.',
  },
];
export const DECIDED_BY: ActField = {
  name: 'decidedBy',
  label: 'Autorité qui a décidé',
  kind: 'text',
  hint: 'Le ministère, aux termes de l’article 7.2.',
  probe: 'Ministère de l’éducation nationale',
};
export const reason = (label = 'Motif', name = 'reason'): ActField => ({
  name,
  label,
  kind: 'long',
  probe: 'Motif',
});

export const amount = (label: string, more: Partial<ActField> = {}): ActField => ({
  name: 'amount',
  label,
  kind: 'amount',
  hint: 'En euros, par exemple 2 000,00.',
  ...(more.optional ? {} : { probe: '0,01' }),
  ...more,
});

const EJ: ActField = {
  name: 'ej',
  label: 'Engagement juridique (EJ)',
  kind: 'text',
  hint: '10 chiffres.',
  probe: '0000000000',
  check: 'ej',
};
const POSTE: ActField = { name: 'poste', label: 'Poste', kind: 'text', value: '1', probe: '1' };
export const EJ_POSTE = [EJ, POSTE] as const;
export const DP = [
  {
    name: 'dp',
    label: 'Demande de paiement (DP)',
    kind: 'text',
    hint: '9 chiffres.',
    probe: '000000000',
    check: 'dp',
  },
  { name: 'dpPoste', label: 'Poste de la DP', kind: 'text', optional: true },
] as const satisfies readonly ActField[];

/** A tranche of a line: `line|tranche`. */
export function places({ of }: Situation): readonly Target[] {
  return of.lines.flatMap(({ line, tranches }) =>
    tranches.map(({ tranche }) => ({ id: `${line}|${tranche}`, text: placeName(of, { line, tranche }) })),
  );
}

/** A line as a reader tells it from the others: by who is paid, where its label is that of another too. */
export function lineName({ lines }: Situation['of'], line: string): string {
  const { label = line, payee } = lines.find(known => known.line === line) ?? {};
  return lines.filter(known => known.label === label).length > 1 ? `${label} (${payee?.name})` : label;
}

export function placeName(
  of: Situation['of'],
  place: { readonly line: string; readonly tranche: string },
): string {
  const tranches = of.lines.find(({ line }) => line === place.line)?.tranches ?? [];
  const label = tranches.find(({ tranche }) => tranche === place.tranche)?.label ?? place.tranche;
  return `${lineName(of, place.line)}, ${label}`;
}

export function placesOf(kind: Situation['of']['lines'][number]['kind']) {
  return (at: Situation): readonly Target[] => {
    const lines = at.of.lines.filter(line => line.kind === kind).map(({ line }) => line);
    return places(at).filter(({ id }) => lines.includes(id.split('|')[0]!));
  };
}

export const inPlace = ({ id }: Target) => {
  const [line = '', tranche = ''] = id.split('|');
  return { line, tranche };
};

/** A poste of an EJ: `line|tranche|ej|poste`. */
export function postes({ of }: Situation): readonly Target[] {
  return of.lines.flatMap(({ line, tranches }) =>
    tranches.flatMap(({ tranche, postes: known = [] }) =>
      known.map(({ ej, poste }) => ({
        id: `${line}|${tranche}|${ej}|${poste}`,
        text: `${placeName(of, { line, tranche })}, EJ ${ej} poste ${poste}`,
      })),
    ),
  );
}

export const inPoste = (target: Target) => {
  const [, , ej = '', poste = ''] = target.id.split('|');
  return { ...inPlace(target), ej, poste };
};

function lineAt({ of }: Situation, target: Target) {
  return of.lines.find(({ line }) => line === inPlace(target).line);
}

export function trancheAt(at: Situation, target: Target) {
  return lineAt(at, target)?.tranches.find(({ tranche }) => tranche === inPlace(target).tranche);
}

const payeeOf = ({ siret, uai }: { readonly siret?: string; readonly uai?: string }) => siret ?? uai ?? '';

/** The accounts of the payee of a line. */
export function accountsOf(at: Situation, target: Target) {
  const line = lineAt(at, target);
  return at.of.accounts
    .filter(({ payee }) => line && payee === payeeOf(line.payee))
    .map(({ id, iban, holder, confirmed }) => ({
      value: id,
      text: `${iban} ${holder}${confirmed ? '' : ' (non confirmé)'}`,
    }));
}

export function bodies({ of }: Situation): readonly Target[] {
  const payees = of.lines.map(({ payee }) => payee);
  const unique = new Map(payees.map(payee => [payeeOf(payee), payee]));
  return [...unique].map(([id, { name, legalType }]) => ({
    id,
    text: `${name} (${LEGAL_TYPES[legalType]})`,
  }));
}
