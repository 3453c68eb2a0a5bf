import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import type { Grant } from '#read-models';
import type { About } from '../about.js';
import { faultsOf, type PublishedRow } from './check.js';
import { openDataDeliverable, type Publishing, publishedGrants } from './published-grants.js';
import { type FieldName, GRANT_SCHEMAS } from './schemas.js';

/* What may be published, field by field on both sides of each rule; and the file, byte for byte. */

const grant: Grant = {
  convention: '6f1c',
  reference: 'CRETS-2016',
  title: 'Équipement, école "Jules Ferry"',
  academie: 'grenoble',
  awarderName: 'Académie de Grenoble',
  awarderSiret: null,
  payeeName: 'Commune de Crêts en Belledonne',
  payeeKey: '20005672500019',
  signedOn: '2016-10-14' as Grant['signedOn'],
  validUntil: '2017-10-14' as Grant['signedOn'],
  awarded: '4000.00',
  atOnce: false,
  paidOn: ['2016-10-27', '2017-03-21'] as never,
  fictitious: false,
};
const college = { ...grant, payeeName: 'Collège', payeeKey: '0380002W', awarded: '500.00', atOnce: true };
const all = {
  effectiveOn: null,
  knownAt: null,
  position: '12',
  incomplete: [],
  grants: [grant, { ...college, paidOn: ['2016-10-28'] as never }],
};
const awarder = '17380022200016';

type Said = Omit<typeof all, 'grants'> & { readonly grants: readonly Grant[] };

const publishing = ({ grants, ...stated }: Said, asked: Publishing) =>
  publishedGrants({ ...stated, grants: eachOf(grants) }, asked);

async function published(said: Said, asked: Publishing) {
  const { rows, leftOut } = publishing(said, asked);
  return { rows: await collected(rows), leftOut: await collected(leftOut) };
}

async function collected<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const eachOf = <T>(rows: readonly T[]): AsyncIterable<T> => ({
  async *[Symbol.asyncIterator]() {
    yield* rows;
  },
});

test('SCDL 2.1.1: sixteen columns in order, comma, decimal point, ISO dates, a share of 1.00 per beneficiary', async () => {
  const file = openDataDeliverable(publishing(all, { awarder }));
  expect(file.formats).toStrictEqual(['csv']);
  expect(await text(await file.render('csv', {} as About))).toBe(
    'nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,objet,' +
      'montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,dispositifAide\r\n' +
      'Académie de Grenoble,17380022200016,2016-10-14,CRETS-2016,Commune de Crêts en Belledonne,20005672500019,,' +
      '"Équipement, école ""Jules Ferry""",4000.00,aide en numéraire,échelonné,2016-10-14/2017-10-14,,non,1.00,\r\n' +
      'Académie de Grenoble,17380022200016,2016-10-14,CRETS-2016,Collège,,,' +
      '"Équipement, école ""Jules Ferry""",500.00,aide en numéraire,unique,2016-10-28,,non,1.00,\r\n',
  );
});

test('of 2017: fourteen columns, an underscore in a period; a beneficiary without SIRET is left out, and it is said', async () => {
  const asked = { awarder, schema: 'arrete-2017' } as const;
  const file = openDataDeliverable(publishing(all, asked));
  const rows = parse(await text(await file.render('csv', {} as About))) as string[][];
  expect(rows.map(row => row.length)).toStrictEqual([14, 14]);
  expect(rows[1]!.slice(10, 11)).toStrictEqual(['2016-10-14_2017-10-14']);
  expect((await published(all, asked)).leftOut).toStrictEqual([
    {
      reference: 'CRETS-2016',
      payeeKey: '0380002W',
      payeeName: 'Collège',
      faults: [{ field: 'idBeneficiaire', rule: 'valeur obligatoire, absente' }],
    },
  ]);
});

test('without the SIRET of the académie nothing is published; that of the convention comes first', async () => {
  expect((await published(all, {})).rows).toStrictEqual([]);
  const own = { ...all, grants: [{ ...grant, awarderSiret: '11004301500012' }] };
  expect((await published(own, { awarder })).rows[0]!.idAttribuant).toBe('11004301500012');
});

test('an invented convention says so; a long title is cut to 256 characters', async () => {
  const title = 'x'.repeat(300);
  const { rows } = await published({ ...all, grants: [{ ...grant, fictitious: true, title }] }, { awarder });
  expect(rows[0]!.objet!.startsWith('[donnée fictive] ')).toBe(true);
  expect(rows[0]!.objet).toHaveLength(256);
});

test.each([
  ['at once, not yet paid', { atOnce: true, paidOn: [] }, '2016-10-14/2017-10-14'],
  ['paid after its end', { paidOn: ['2017-11-02'] }, '2016-10-14/2017-11-02'],
  ['without an end, paid', { validUntil: null }, '2016-10-14/2017-03-21'],
  ['without an end, not paid', { validUntil: null, paidOn: [] }, undefined],
])('the period of a grant %s', async (_, more, expected) => {
  const { rows } = await published(
    { ...all, grants: [{ ...grant, ...(more as Partial<Grant>) }] },
    { awarder },
  );
  expect(rows[0]?.datesPeriodeVersement).toBe(expected);
});

describe('each rule of the schema, on both sides', () => {
  let good: PublishedRow;
  beforeAll(async () => {
    good = (await published(all, { awarder })).rows[0]!;
  });
  const faults = (field: FieldName, value: string, schema: keyof typeof GRANT_SCHEMAS = 'scdl-2.1.1') =>
    faultsOf({ ...good, [field]: value }, GRANT_SCHEMAS[schema].fields).map(fault => fault.field);

  test.each<[FieldName, string, string]>([
    ['nomAttribuant', 'A', ''],
    ['idAttribuant', '17380022200016', '1738002220001'],
    ['dateConvention', '2016-02-29', '2017-02-29'],
    ['referenceDecision', '', '=1+1'],
    ['nomBeneficiaire', 'B', ''],
    ['idBeneficiaire', '', '0380002W'],
    ['rnaBeneficiaire', 'W380475558', 'W38047555'],
    ['objet', 'x'.repeat(256), 'x'.repeat(257)],
    ['objet', 'École', '@SUM(A1)'],
    ['montant', '0.01', '4 000,00'],
    ['nature', 'aide en numéraire;aide en nature', 'numéraire'],
    ['conditionsVersement', 'échelonné', ''],
    ['datesPeriodeVersement', '2016-10-14/2017-10-14', '2016-10-14_2017-10-14'],
    ['idRAE', '12345', '123456'],
    ['notificationUE', 'oui', 'true'],
    ['pourcentageSubvention', '0.01', '0.009'],
    ['pourcentageSubvention', '1', '1.01'],
  ])('%s: %j may be published, %j may not', (field, admitted, refused) => {
    expect([faults(field, admitted), faults(field, refused)]).toStrictEqual([[], [field]]);
  });

  test('the period of 2017 is the other way round, its beneficiary has a SIRET', () => {
    expect(faults('datesPeriodeVersement', '2016-10-14_2017-10-14', 'arrete-2017')).toStrictEqual([]);
    const { datesPeriodeVersement: _, ...others } = good;
    expect(faultsOf(others, GRANT_SCHEMAS['arrete-2017'].fields)).toHaveLength(1);
    expect(faults('datesPeriodeVersement', '2016-10-14/2017-10-14', 'arrete-2017')).toHaveLength(1);
  });
});
