import { EXPENSE_CATEGORIES, FLOW_KINDS, FLOWS, LEGAL_TYPES, QUANTITY_RULES } from '#wording';
import type { ActField, Values, Built } from '../actions/action.js';
import { choices } from '../actions/acts/rows.js';
import { bodyOf, rowsIn } from '../actions/body.js';
import { RATE_HINT, ROUNDINGS, TAX_BASES } from './scheme.fields.js';

/* A scheme that does not exist yet: its text, its flows, the units of each. */

const UNITS = 4;
const YES_NO = { kind: 'flag', optional: true } as const;

const TEXT: readonly ActField[] = [
  {
    name: 'code',
    label: 'Code',
    kind: 'text',
    hint: 'Sans espace ni accent : ecoles_numeriques_2027.',
  },
  { name: 'label', label: 'Libellé', kind: 'text' },
  { name: 'family', label: 'Famille', kind: 'text', optional: true },
  { name: 'validFrom', label: 'Premier jour', kind: 'day' },
  { name: 'validUntil', label: 'Dernier jour', kind: 'day', optional: true },
  { name: 'legalBasis', label: 'Fondement', kind: 'long' },
  { name: 'source', label: 'Texte public d’où viennent les chiffres', kind: 'long' },
  { name: 'taxBasis', label: 'Dépenses', kind: 'choice', choices: choices(TAX_BASES) },
  { name: 'rounding', label: 'Arrondi', kind: 'choice', choices: choices(ROUNDINGS) },
];

/** The field of a flow, by its row in the form. */
const inFlow = (row: number) => (name: string) => `volet${row}.${name}`;

function flowFields(row: number, values: Values): readonly ActField[] {
  const at = inFlow(row);
  const group = `Volet ${row + 1}`;
  const fields: readonly ActField[] = [
    { name: at('flow'), label: 'À quoi il sert', kind: 'choice', choices: choices(FLOWS), optional: true },
    { name: at('kind'), label: 'Nature', kind: 'choice', choices: choices(FLOW_KINDS) },
    { name: at('label'), label: 'Libellé', kind: 'text', optional: true },
    ...Object.entries(LEGAL_TYPES).map(([type, text]): ActField => ({
      name: at(`beneficiary.${type}`),
      label: `Ouvert à : ${text}`,
      ...YES_NO,
    })),
    {
      name: at('advanceRate'),
      label: 'Taux d’avance',
      kind: 'rate',
      optional: true,
      hint: `${RATE_HINT} 100 % pour une dotation.`,
    },
    {
      name: at('interimShare'),
      label: 'Part payable avant le service fait final',
      kind: 'rate',
      optional: true,
      hint: RATE_HINT,
    },
    ...[
      ['expenseLeast', 'Par école, dépense prévue minimale'],
      ['expenseMost', 'Par école, dépense subventionnée maximale'],
      ['aidLeast', 'Par école, aide minimale'],
      ['aidMost', 'Par école, aide maximale'],
    ].map(([name, label]): ActField => ({
      name: at(`perSchool.${name}`),
      label: label!,
      kind: 'amount',
      optional: true,
      folded: true,
    })),
    {
      name: at('perSchool.testedAtEnd'),
      label: 'Les minima valent aussi au service fait final',
      folded: true,
      ...YES_NO,
    },
    ...Object.entries(EXPENSE_CATEGORIES).map(([category, text]): ActField => ({
      name: at(`category.${category}`),
      label: `Dépense admise : ${text}`,
      hint: 'Toutes, si rien n’est dit.',
      folded: true,
      ...YES_NO,
    })),
    {
      name: at('quantities'),
      label: 'Quantités, quand les effectifs changent',
      kind: 'choice',
      optional: true,
      choices: choices(QUANTITY_RULES),
      folded: true,
    },
    ...cofunderFields(at),
    ...Array.from({ length: rowsIn(values, `unites${row}`, UNITS) }).flatMap((_, rank) =>
      unitFields(row, rank),
    ),
    { name: `unites${row}`, label: `Ajouter des unités au volet ${row + 1}`, kind: 'more' },
  ];
  return fields.map(field => ({ ...field, group }));
}

const cofunderFields = (at: (name: string) => string): readonly ActField[] => [
  {
    name: at('cofunder.funder'),
    label: 'Autre financeur, hors Chorus',
    kind: 'choice',
    optional: true,
    choices: choices(LEGAL_TYPES),
    folded: true,
  },
  { name: at('cofunder.label'), label: 'Son nom', kind: 'text', optional: true, folded: true },
  {
    name: at('cofunder.rate'),
    label: 'Sa part',
    kind: 'rate',
    optional: true,
    hint: RATE_HINT,
    folded: true,
  },
];

function unitFields(row: number, rank: number): readonly ActField[] {
  const at = `unites${row}.${rank}`;
  const of = `Unité ${rank + 1}`;
  return [
    {
      name: `${at}.unit`,
      label: `${of} : code`,
      kind: 'text',
      optional: true,
      hint: 'classe_mobile, eleve.',
    },
    { name: `${at}.label`, label: `${of} : libellé`, kind: 'text', optional: true },
    { name: `${at}.ceiling`, label: `${of} : plafond`, kind: 'amount', optional: true },
    { name: `${at}.rate`, label: `${of} : part de l’État`, kind: 'rate', optional: true, hint: RATE_HINT },
    { name: `${at}.perSchoolMost`, label: `${of} : au plus, par école`, kind: 'whole', optional: true },
    {
      name: `${at}.priorityRate`,
      label: `${of} : part de l’État en éducation prioritaire`,
      kind: 'rate',
      optional: true,
      folded: true,
    },
    {
      name: `${at}.countedBy`,
      label: `${of} : se compte`,
      kind: 'choice',
      optional: true,
      choices: [{ value: 'expense', text: 'par la dépense prévue' }],
      folded: true,
    },
    { name: `${at}.notified`, label: `${of} : montant de chaque notification`, folded: true, ...YES_NO },
    {
      name: `${at}.entitlement.per`,
      label: `${of} : due pour chaque`,
      kind: 'text',
      optional: true,
      folded: true,
    },
    {
      name: `${at}.entitlement.each`,
      label: `${of} : combien pour chaque`,
      kind: 'whole',
      optional: true,
      folded: true,
    },
  ];
}

const FLOW_ROWS = 2;
const MORE_FLOWS = 'volets';

/** How many flows the form shows. */
const flowRows = (values: Values) => {
  const held = Object.keys(values).map(name => Number(/^volet(\d+)\./.exec(name)?.[1] ?? -1) + 1);
  return Math.max(FLOW_ROWS, ...held) + (values['ajouter'] === MORE_FLOWS ? 1 : 0);
};

export const newSchemeFields = (values: Values): readonly ActField[] => [
  ...TEXT,
  ...Array.from({ length: flowRows(values) }).flatMap((_, row) => flowFields(row, values)),
  { name: MORE_FLOWS, label: 'Ajouter un volet', kind: 'more' },
];

interface TypedFlow {
  readonly flow?: string;
  readonly beneficiary?: Readonly<Record<string, boolean>>;
  readonly category?: Readonly<Record<string, boolean>>;
  readonly cofunder?: { readonly funder?: string };
  readonly [name: string]: unknown;
}

const meant = (flags: Readonly<Record<string, boolean>> = {}) =>
  Object.keys(flags).filter(name => flags[name] === true);

/** Whether something was typed about a flow, or what it is for was chosen. */
function isMeant(row: number, flow: TypedFlow | undefined, fields: readonly ActField[], values: Values) {
  const own = new RegExp(`^(?:volet|unites)${row}\\.`);
  return (
    flow?.flow !== undefined ||
    fields.some(({ name, kind }) => own.test(name) && kind !== 'choice' && (values[name] ?? '').trim() !== '')
  );
}

/** What a client of the API would send: a flow of which nothing is said is left out. */
export function newSchemeBody(fields: readonly ActField[], values: Values): Built {
  const { body, fieldAt } = bodyOf(fields, values);
  const typed = body as Readonly<Record<string, unknown>>;
  const rows = Array.from({ length: flowRows(values) }).flatMap((_, row) => {
    const flow = typed[`volet${row}`] as TypedFlow | undefined;
    return isMeant(row, flow, fields, values) ? [{ row, flow: flow ?? {} }] : [];
  });
  const scheme = Object.entries(typed).filter(([name]) => !/^(?:volet|unites)\d+$/.test(name));
  const places = rows.flatMap(({ row }, index) =>
    [...fieldAt].flatMap(([pointer, field]): readonly (readonly [string, string])[] => {
      const [, own] = new RegExp(`^/volet${row}(/.*)$`).exec(pointer) ?? [];
      const [, unit] = new RegExp(`^/unites${row}(/.*)?$`).exec(pointer) ?? [];
      if (own !== undefined) return [[`/flows/${index}${own.replace('/cofunder/', '/cofunders/0/')}`, field]];
      return pointer.startsWith(`/unites${row}`) ? [[`/flows/${index}/units${unit ?? ''}`, field]] : [];
    }),
  );
  const firstOf = (row: number, name: string) =>
    fields.find(field => field.name.startsWith(`volet${row}.${name}`));
  return {
    body: {
      ...Object.fromEntries(scheme),
      flows: rows.map(({ row, flow: { beneficiary, category, cofunder, ...flow } }) => ({
        ...flow,
        beneficiaryTypes: meant(beneficiary),
        units: typed[`unites${row}`] ?? [],
        ...(meant(category).length === 0 ? {} : { eligibleCategories: meant(category) }),
        ...(cofunder?.funder === undefined ? {} : { cofunders: [cofunder] }),
      })),
    },
    fieldAt: new Map([
      ...fieldAt,
      ...places,
      ...rows.map(({ row }, index): [string, string] => [
        `/flows/${index}/beneficiaryTypes`,
        firstOf(row, 'beneficiary.')!.name,
      ]),
      ['/flows', 'volet0.flow'],
    ]),
  };
}
