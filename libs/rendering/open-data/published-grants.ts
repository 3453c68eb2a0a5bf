import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import type { Grant, Grants } from '#read-models';
import { fr } from '#wording';
import type { Column, ColumnKind } from '../column.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';
import { each } from '../each.js';
import { faultsOf, type FieldFault, type PublishedRow } from './check.js';
import { type FieldName, GRANT_SCHEMAS, type GrantSchema, type GrantSchemaName } from './schemas.js';

/** A grant that breaks a rule of the schema: it is not published, and this says why. */
export interface LeftOut {
  readonly reference: string;
  readonly payeeKey: string;
  readonly payeeName: string;
  readonly faults: readonly FieldFault[];
}

/** The grants as they may be published, one row per beneficiary, and those that may not. */
export interface PublishedGrants extends Omit<Grants, 'grants'> {
  readonly schema: GrantSchemaName;
  readonly rows: readonly PublishedRow[];
  readonly leftOut: readonly LeftOut[];
}

/** The same, read as they are sent. */
export interface PublishedGrantStream extends Omit<PublishedGrants, 'rows' | 'leftOut'> {
  readonly rows: AsyncIterable<PublishedRow>;
  readonly leftOut: AsyncIterable<LeftOut>;
}

export interface Publishing {
  readonly schema?: GrantSchemaName | undefined;
  /** SIRET of the académie, where its conventions don't give it. */
  readonly awarder?: string | undefined;
}

export function publishedGrants(
  { grants, ...stated }: Grants,
  { schema = 'scdl-2.1.1', awarder }: Publishing,
): PublishedGrantStream {
  const { fields } = GRANT_SCHEMAS[schema];
  const checked = each(grants, grant => {
    const row = rowOf(grant, GRANT_SCHEMAS[schema], awarder);
    return [{ grant, row, faults: faultsOf(row, fields) }];
  });
  return {
    ...stated,
    schema,
    rows: each(checked, ({ row, faults }) => (faults.length === 0 ? [row] : [])),
    leftOut: each(checked, ({ grant: { reference, payeeKey, payeeName }, faults }) =>
      faults.length === 0 ? [] : [{ reference, payeeKey, payeeName, faults }],
    ),
  };
}

const SIRET = /^\d{14}$/;
const LONGEST_OBJECT = 256;

function rowOf(
  grant: Grant,
  { fields, betweenDays }: GrantSchema,
  awarder: string | undefined,
): PublishedRow {
  const { title, fictitious, payeeKey, signedOn } = grant;
  const object = fictitious ? fr`[donnée fictive] ${title}` : title;
  const values: Readonly<Record<FieldName, string>> = {
    nomAttribuant: grant.awarderName,
    idAttribuant: grant.awarderSiret ?? awarder ?? '',
    dateConvention: signedOn,
    referenceDecision: grant.reference,
    nomBeneficiaire: grant.payeeName,
    idBeneficiaire: SIRET.test(payeeKey) ? payeeKey : '',
    rnaBeneficiaire: '',
    objet: object.length > LONGEST_OBJECT ? `${object.slice(0, LONGEST_OBJECT - 1)}…` : object,
    montant: grant.awarded,
    nature: 'aide en numéraire',
    conditionsVersement: grant.atOnce ? 'unique' : 'échelonné',
    datesPeriodeVersement: periodOf(grant, betweenDays),
    // Of aids to firms, and of a register of schemes that the ledger does not know.
    idRAE: '',
    dispositifAide: '',
    notificationUE: 'non',
    // Each beneficiary has a grant of their own, all of it theirs; the State's rate is something else.
    pourcentageSubvention: '1.00',
  };
  return Object.fromEntries(fields.map(({ name }) => [name, values[name]]));
}

/** The day of a payment made at once; else from the signature to the end of validity, or to the last payment. */
function periodOf({ atOnce, paidOn, signedOn, validUntil }: Grant, between: string): string {
  if (atOnce && paidOn.length === 1) return paidOn[0]!;
  const last = [validUntil ?? '', paidOn.at(-1) ?? ''].sort().at(-1)!;
  return last === '' ? '' : `${signedOn}${between}${last}`;
}

const KINDS: Readonly<Partial<Record<FieldName, ColumnKind>>> = {
  idAttribuant: 'identifier',
  dateConvention: 'day',
  referenceDecision: 'identifier',
  idBeneficiaire: 'identifier',
  montant: 'amount',
};

/** The open data file: comma, decimal point, ISO dates (RFC 4180), its columns in the order of the schema. */
export function openDataDeliverable({ rows, schema }: PublishedGrantStream): Deliverable {
  const { fields, title } = GRANT_SCHEMAS[schema];
  const columns = fields.map(({ name }): Column<PublishedRow> => ({
    key: name,
    title: name,
    kind: KINDS[name] ?? 'text',
  }));
  return {
    ...tableDeliverable({ name: `subventions-${schema}`, title: fr`Subventions, ${title}`, columns, rows }),
    formats: ['csv'],
    render: async () => {
      const stringifier = stringify({ record_delimiter: 'windows' });
      pipeline(
        Readable.from(
          records(
            rows,
            fields.map(({ name }) => name),
          ),
        ),
        stringifier,
        () => undefined,
      );
      return stringifier;
    },
  };
}

async function* records(rows: AsyncIterable<PublishedRow>, names: readonly FieldName[]) {
  yield names;
  for await (const row of rows) yield names.map(name => row[name] ?? '');
}
