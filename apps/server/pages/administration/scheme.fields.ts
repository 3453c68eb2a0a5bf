import type { SchemeVersion } from '#ledger';
import { FLOW_KINDS } from '#wording';
import type { ActField } from '../actions/action.js';
import type { Values } from '../actions/action.js';

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

export const TAX_BASES = { TTC: 'toutes taxes comprises', HT: 'hors taxes' };
export const ROUNDINGS = { down: 'au centime inférieur', 'half-up': 'au centime le plus proche' };
export const RATE_HINT = '50 %, ou 0,5.';

/**
 * What the form asks of a new version of a scheme. What it does not ask (who may benefit, limits per school) is that of
 * the version before it.
 */
export function schemeFields({ flows }: Pick<SchemeVersion, 'flows'>): readonly ActField[] {
  return [
    { name: 'label', label: 'Libellé', kind: 'text' },
    { name: 'validFrom', label: 'Premier jour', kind: 'day', hint: 'Il met fin à la version précédente.' },
    { name: 'validUntil', label: 'Dernier jour', kind: 'day', optional: true },
    { name: 'legalBasis', label: 'Fondement', kind: 'long' },
    { name: 'source', label: 'Texte public d’où viennent les chiffres', kind: 'long' },
    { name: 'taxBasis', label: 'Dépenses', kind: 'choice', choices: choices(TAX_BASES) },
    { name: 'rounding', label: 'Arrondi', kind: 'choice', choices: choices(ROUNDINGS) },
    ...flows.flatMap((flow, index): readonly ActField[] => {
      const at = `flows.${index}`;
      const group = `Volet : ${flow.label} (${FLOW_KINDS[flow.kind]})`;
      return [
        { name: `${at}.label`, label: 'Libellé du volet', kind: 'text', group },
        { name: `${at}.advanceRate`, label: 'Taux d’avance', kind: 'rate', hint: RATE_HINT, group },
        {
          name: `${at}.interimShare`,
          label: 'Part payable avant le service fait final',
          kind: 'rate',
          optional: true,
          hint: RATE_HINT,
          group,
        },
        ...flow.units.flatMap((unit, rank): readonly ActField[] => {
          const of = `${at}.units.${rank}`;
          return [
            { name: `${of}.label`, label: `Unité « ${unit.unit} »`, kind: 'text', group },
            { name: `${of}.ceiling`, label: 'Plafond par unité', kind: 'amount', group },
            { name: `${of}.rate`, label: 'Part de l’État', kind: 'rate', hint: RATE_HINT, group },
            {
              name: `${of}.perSchoolMost`,
              label: 'Au plus, par école',
              kind: 'whole',
              optional: true,
              group,
            },
          ];
        }),
      ];
    }),
  ];
}

/** The values of a version, by the names of the fields. */
export function schemeValues(version: SchemeVersion, fields: readonly ActField[]): Values {
  const plain: unknown = JSON.parse(JSON.stringify(version));
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = name
        .split('.')
        .reduce<unknown>((of, step) => (of as Record<string, unknown> | undefined)?.[step], plain);
      const text = typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
      return [name, kind === 'amount' ? text.replace('.', ',') : text];
    }),
  );
}

/** The version before, without what the form asks and may leave empty, and what the ledger adds itself. */
export function carriedOver(version: SchemeVersion): Record<string, unknown> {
  const {
    version: _,
    warnings: __,
    validUntil: ___,
    ...kept
  } = JSON.parse(JSON.stringify(version)) as Record<string, unknown>;
  const flows = kept['flows'] as readonly Record<string, unknown>[];
  return {
    ...kept,
    flows: flows.map(({ interimShare: _share, ...flow }) => ({
      ...flow,
      units: (flow['units'] as readonly Record<string, unknown>[]).map(
        ({ perSchoolMost: _most, ...unit }) => unit,
      ),
    })),
  };
}
