/* The schemas in which grants are published. Every rule of a field is data: the check knows no field by name. */

/** A field of a table schema, with what its values must satisfy. */
export interface Field {
  readonly name: FieldName;
  readonly required: boolean;
  readonly pattern?: RegExp;
  /** Characters. */
  readonly maxLength?: number;
  readonly among?: readonly string[];
  readonly kind?: 'number' | 'day';
  /** Bounds of a number, included. */
  readonly least?: number;
  readonly most?: number;
}

export type FieldName =
  | 'nomAttribuant'
  | 'idAttribuant'
  | 'dateConvention'
  | 'referenceDecision'
  | 'nomBeneficiaire'
  | 'idBeneficiaire'
  | 'rnaBeneficiaire'
  | 'objet'
  | 'montant'
  | 'nature'
  | 'conditionsVersement'
  | 'datesPeriodeVersement'
  | 'idRAE'
  | 'notificationUE'
  | 'pourcentageSubvention'
  | 'dispositifAide';

const SIRET = /^\d{14}$/;
const DAY = String.raw`\d{4}-\d{2}-\d{2}`;

const FIELDS: readonly Field[] = [
  { name: 'nomAttribuant', required: true },
  { name: 'idAttribuant', required: true, pattern: SIRET },
  { name: 'dateConvention', required: true, kind: 'day' },
  { name: 'referenceDecision', required: false },
  { name: 'nomBeneficiaire', required: true },
  { name: 'idBeneficiaire', required: false, pattern: SIRET },
  { name: 'rnaBeneficiaire', required: false, pattern: /^W\d{9}$/ },
  { name: 'objet', required: true, maxLength: 256 },
  { name: 'montant', required: true, kind: 'number' },
  {
    name: 'nature',
    required: true,
    among: [
      'aide en numéraire',
      'aide en nature',
      'aide en numéraire;aide en nature',
      'aide en nature;aide en numéraire',
    ],
  },
  { name: 'conditionsVersement', required: true, maxLength: 256 },
  { name: 'datesPeriodeVersement', required: true, pattern: new RegExp(`^${DAY}(?:/${DAY})?$`) },
  { name: 'idRAE', required: false, maxLength: 5 },
  { name: 'notificationUE', required: true, among: ['oui', 'non'] },
  { name: 'pourcentageSubvention', required: true, kind: 'number', least: 0.01, most: 1 },
  { name: 'dispositifAide', required: false },
];

export interface GrantSchema {
  /** In French, with its source. */
  readonly title: string;
  readonly fields: readonly Field[];
  /** Stands between the two days of a period. */
  readonly betweenDays: string;
}

const NOT_OF_2017: ReadonlySet<FieldName> = new Set(['rnaBeneficiaire', 'dispositifAide']);

export const GRANT_SCHEMAS = {
  /** schema.data.gouv.fr, scdl/subventions 2.1.1. */
  'scdl-2.1.1': {
    title: 'SCDL « subventions » 2.1.1',
    fields: FIELDS,
    betweenDays: '/',
  },
  /** Arrêté du 17 novembre 2017, annexe; its form by etalab/format-subventions 1.1.1. */
  'arrete-2017': {
    title: 'arrêté du 17 novembre 2017',
    fields: FIELDS.filter(({ name }) => !NOT_OF_2017.has(name)).map((field): Field => {
      switch (field.name) {
        case 'idBeneficiaire':
          return { ...field, required: true };
        case 'datesPeriodeVersement':
          return { ...field, pattern: new RegExp(`^${DAY}(?:_${DAY})?$`) };
        default:
          return field;
      }
    }),
    betweenDays: '_',
  },
} as const satisfies Readonly<Record<string, GrantSchema>>;

export type GrantSchemaName = keyof typeof GRANT_SCHEMAS;
