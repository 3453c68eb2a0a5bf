import { day, Euros, type NewFact, rate } from '#kernel';
import { given } from '../../kernel/given.testing.js';
import {
  evolveScheme,
  noScheme,
  type PublishScheme,
  schemeDecider,
  type SchemeFact,
  type SchemeFlow,
  schemeInForce,
  schemeStream,
  type SchemeUnit,
  schemeVersion,
} from './index.js';

const unit: SchemeUnit = {
  unit: 'classe_mobile',
  label: 'Classe mobile',
  ceiling: Euros.of('8000.00'),
  rate: rate('0.5'),
};
const equipment: SchemeFlow = {
  flow: 'equipment',
  kind: 'on_expense',
  label: 'Équipements',
  beneficiaryTypes: ['commune'],
  units: [unit],
  advanceRate: rate('0.05'),
};
const resources: SchemeFlow = {
  flow: 'resources',
  kind: 'flat_grant',
  label: 'Ressources',
  beneficiaryTypes: ['eple'],
  units: [{ unit: 'ecole', label: 'École', ceiling: Euros.of('500.00'), rate: rate('1') }],
  advanceRate: rate('1'),
};
const publish: PublishScheme = {
  type: 'PublishScheme',
  code: 'essai_2016',
  label: 'Essai',
  legalBasis: 'texte d’essai',
  source: 'source d’essai',
  validFrom: day('2016-01-01'),
  taxBasis: 'TTC',
  rounding: 'down',
  flows: [equipment, resources],
};
type Data = Omit<PublishScheme, 'type'>;
const { type: _, ...proposed } = publish;

const published = (change: Partial<Data> = {}, version = 1): NewFact<SchemeFact> => ({
  fact: { type: 'SchemePublished', data: { ...proposed, ...change, version, warnings: [] } },
  effectiveOn: change.validFrom ?? publish.validFrom,
});
const first = given(schemeDecider);
const publishing = (change: Partial<Data>) => first.when({ ...publish, ...change });
const withEquipment = (change: Partial<SchemeFlow>) =>
  publishing({ flows: [resources, { ...equipment, ...change }] });

test('the first version of a scheme is published, in force from its first day', () => {
  publishing({}).records(published());
  publishing({ family: 'essais', validUntil: day('2016-01-01') }).records(
    published({ family: 'essais', validUntil: day('2016-01-01') }),
  );
  expect(schemeStream('essai_2016')).toBe('scheme-essai_2016');
});

test.each(['a', 'tne_2020', '0', 'x'.repeat(80)])('%s is the code of a scheme', code => {
  publishing({ code }).records(published({ code }));
});

test.each(['', 'Essai', 'essai-2016', 'é', 'a b', 'x'.repeat(81)])('%p is not the code of a scheme', code => {
  publishing({ code }).refuses('scheme_code_malformed', { given: code }, '/code');
});

test('a validity does not end before it begins', () => {
  const validUntil = day('2015-12-31');
  publishing({ validUntil }).refuses(
    'scheme_validity_upside_down',
    { validFrom: '2016-01-01', validUntil: '2015-12-31' },
    '/validUntil',
  );
});

test('the next version begins after the one before it, and ends it', () => {
  const again = given(schemeDecider, published());
  const validFrom = day('2016-01-02');
  again.when({ ...publish, validFrom }).records(published({ validFrom }, 2));
  again
    .when(publish)
    .refuses(
      'scheme_version_not_later',
      { validFrom: '2016-01-01', previousFrom: '2016-01-01' },
      '/validFrom',
    );
});

test('the next version does not begin before the stated end of the one before it', () => {
  const ended = published({ validUntil: day('2016-12-31') });
  const again = given(schemeDecider, ended);
  const validFrom = day('2017-01-01');
  again.when({ ...publish, validFrom }).records(published({ validFrom }, 2));
  again
    .when({ ...publish, validFrom: day('2016-12-31') })
    .refuses(
      'scheme_versions_overlap',
      { validFrom: '2016-12-31', previousUntil: '2016-12-31' },
      '/validFrom',
    );
});

test('a scheme has flows, each one once', () => {
  publishing({ flows: [] }).refuses('scheme_without_flow', { code: 'essai_2016' }, '/flows');
  publishing({ flows: [equipment, resources, equipment] }).refuses(
    'scheme_flow_twice',
    { flow: 'equipment' },
    '/flows/2/flow',
  );
});

test('a flow has beneficiaries and units, each unit once', () => {
  withEquipment({ beneficiaryTypes: [] }).refuses(
    'scheme_without_beneficiary',
    { flow: 'equipment' },
    '/flows/1/beneficiaryTypes',
  );
  withEquipment({ units: [] }).refuses('scheme_without_unit', { flow: 'equipment' }, '/flows/1/units');
  const other = { ...unit, unit: 'tablette' };
  const flows = [resources, { ...equipment, units: [unit, other] }];
  publishing({ flows }).records(published({ flows }));
  withEquipment({ units: [unit, other, unit] }).refuses(
    'scheme_unit_twice',
    { flow: 'equipment', unit: 'classe_mobile' },
    '/flows/1/units/2/unit',
  );
});

test('the name of a unit has at most 31 characters: with a UAI it names an allocation', () => {
  const called = (name: string) => [resources, { ...equipment, units: [{ ...unit, unit: name }] }];
  const flows = called('x'.repeat(31));
  publishing({ flows }).records(published({ flows }));
  publishing({ flows: called('x'.repeat(32)) }).refuses(
    'scheme_unit_too_long',
    { flow: 'equipment', unit: 'x'.repeat(32), most: 31 },
    '/flows/1/units/0/unit',
  );
});

test('a rate is at most 1', () => {
  const at = (share: string) => [{ ...unit, rate: rate(share) }];
  const flows = [resources, { ...equipment, units: at('1') }];
  publishing({ flows }).records(published({ flows }));
  withEquipment({ units: at('1.000001') }).refuses(
    'scheme_rate_above_one',
    { flow: 'equipment', unit: 'classe_mobile', rate: '1.000001' },
    '/flows/1/units/0/rate',
  );
});

test('an advance is at most the whole, and so is the share paid before the final service fait', () => {
  const interim = [resources, { ...equipment, interimShare: rate('1') }];
  publishing({ flows: interim }).records(published({ flows: interim }));
  withEquipment({ interimShare: rate('1.000001') }).refuses(
    'scheme_interim_above_one',
    { flow: 'equipment', rate: '1.000001' },
    '/flows/1/interimShare',
  );
  withEquipment({ advanceRate: rate('1.000001') }).refuses(
    'scheme_advance_above_one',
    { flow: 'equipment', rate: '1.000001' },
    '/flows/1/advanceRate',
  );
});

test('a flat grant is paid whole: its rates are 1, however they are written', () => {
  const flows = [{ ...resources, advanceRate: rate('1.00') }];
  publishing({ flows }).records(published({ flows }));
  publishing({ flows: [{ ...resources, advanceRate: rate('0.999999') }] }).refuses(
    'scheme_grant_not_whole',
    { flow: 'resources', rate: '0.999999' },
    '/flows/0',
  );
  publishing({ flows: [{ ...resources, units: [unit] }] }).refuses(
    'scheme_grant_not_whole',
    { flow: 'resources', rate: '0.5' },
    '/flows/0',
  );
});

const OLD_LAW = { cap: rate('0.05'), text: 'décret n° 99-1060 du 16 décembre 1999' };
const NEW_LAW = { cap: rate('0.3'), text: 'décret n° 2018-514 du 25 juin 2018' };

test.each([
  ['2016-01-01', '0.05', undefined],
  ['2016-01-01', '0.050001', OLD_LAW],
  ['2018-09-30', '0.3', OLD_LAW],
  ['2018-10-01', '0.3', undefined],
  ['2018-10-01', '0.300001', NEW_LAW],
])('from %s an advance at %s is never refused; above the general law it warns', (from, share, law) => {
  const [validFrom, advanceRate] = [day(from), rate(share)];
  const flows = [{ ...equipment, advanceRate }, resources];
  const { fact, effectiveOn } = published({ validFrom, flows });
  const warnings = law
    ? [{ code: 'advance_above_general_law' as const, flow: 'equipment' as const, advanceRate, ...law }]
    : [];
  publishing({ validFrom, flows }).records({
    fact: { ...fact, data: { ...fact.data, warnings } },
    effectiveOn,
  });
});

test('a version is found by its number, and by the day on which it is in force', () => {
  const versions = [
    published({ label: 'un' }),
    published({ label: 'deux', validFrom: day('2017-01-01'), validUntil: day('2017-12-31') }, 2),
    published({ label: 'trois', validFrom: day('2018-02-01') }, 3),
  ];
  const state = versions.reduce((before, { fact }) => evolveScheme(before, { fact } as never), noScheme);
  expect([0, 1, 2, 3, 4].map(number => schemeVersion(state, number)?.label)).toStrictEqual([
    undefined,
    'un',
    'deux',
    'trois',
    undefined,
  ]);
  const days = [
    '2015-12-31',
    '2016-01-01',
    '2016-12-31',
    '2017-01-01',
    '2017-12-31',
    '2018-01-31',
    '2018-02-01',
  ];
  expect(days.map(on => schemeInForce(state, day(on))?.label)).toStrictEqual([
    undefined,
    'un',
    'un',
    'deux',
    'deux',
    undefined,
    'trois',
  ]);
});
