import { rate } from '#kernel';
import { referenceNomenclature } from '../reference-data/nomenclature.js';
import { Crets, draft, ECOLE, equipmentLine, resourcesLine, sign } from './crets.testing.js';
import type { LineAsked } from './draft-asked.js';
import { eur, Journey, on } from './journey.testing.js';

const nothing = new Journey();
const line = (changes: Partial<LineAsked>) =>
  draft(undefined, { lines: [{ ...equipmentLine([[ECOLE, 1]]), ...changes }] });
const classes = (quantity: number) => draft([[ECOLE, quantity]]);

test('the maximum and the advance follow from units × ceiling × rate; the reference is taken', () => {
  const crets = new Journey();
  crets.does(draft());
  expect(crets.history.facts[0]!.fact.data).toMatchObject({
    lines: [
      { tranches: [{ advance: eur('2000.00'), allocations: [{ maximum: eur('4000.00') }] }] },
      {
        kind: 'flat_grant',
        tranches: [{ advance: eur('500.00'), allocations: [{ maximum: eur('500.00') }] }],
      },
    ],
  });
  expect(() => crets.does(draft(undefined, { reference: 'AUTRE' }))).not.toThrow();
  expect(crets.releasedBy(draft())).toEqual(['reference|grenoble|AUTRE']);
});

test('the text’s 8 000 € as State maximum is refused, with both figures', () => {
  const stated = (amount: string) => line({ statedMaximum: eur(amount) });
  const differs = { computed: '4000.00', expression: '1 × 8000.00 × 0.5' };
  nothing
    .when(stated('8000.00'))
    .refuses('stated_maximum_differs', { stated: '8000.00', ...differs }, '/lines/0/statedMaximum');
  nothing.when(stated('3999.99')).refuses('stated_maximum_differs', { stated: '3999.99', ...differs });
  new Journey().does(stated('4000.00'));
});

test('a maximum that no record can hold is refused, whatever was multiplied to make it', () => {
  expect(() => Crets.ofPupils(5_263_157_894)).not.toThrow();
  expect(() => Crets.ofPupils(5_263_157_895)).toThrow(
    'amount_too_large {"amount":"1000000000050.00","most":"999999999999.99"}',
  );
});

test('a party may bear any name, even that of a member of every object', () => {
  const crets = new Journey();
  const parties = ['constructor', 'toString'].map(id => ({ ...draft().parties[1]!, id }));
  crets.does(draft(undefined, { parties }));
  crets.does(sign('constructor', '2016-10-14'));
  crets.when(sign('constructor', '2016-10-14')).refuses('already_signed');
});

test('PCE and groupe de marchandises follow the payee’s legal type, in either form', () => {
  nothing
    .when(line({ pce: '653122' }))
    .refuses('pce_not_of_payee', { given: '653122', expected: '653123', legalType: 'commune' });
  nothing.when(line({ groupeMarchandises: '10.02.01' })).refuses('groupe_marchandises_not_of_payee', {
    given: '10.02.01',
    expected: '10.03.01',
    legalType: 'commune',
  });
  new Journey().does(line({ pce: '6531230000', groupeMarchandises: '10.03.01' }));
  new Journey({ codes: referenceNomenclature })
    .when(draft(undefined, { lines: [{ ...resourcesLine, pce: '653123' }] }))
    .refuses('nomenclature_code_missing', { axis: 'pce', key: 'eple', on: '2016-10-01' });
});

test('identifiers are checked, each by the rule that it breaks', () => {
  const schools = (changes: object) =>
    draft(undefined, { schools: [{ uai: ECOLE, name: 'École', ...changes }] });
  nothing
    .when(schools({ uai: '0382460A' }))
    .refuses('uai_wrong_letter', { given: '0382460A', expected: ECOLE }, '/schools/0/uai');
  nothing.when(schools({ uai: '382460T' })).refuses('uai_malformed', { given: '382460T' });
  nothing.when(schools({ referenceCollegeUai: '0380002A' })).refuses('uai_wrong_letter');
  nothing.when(schools({ inseeCode: '3843' })).refuses('insee_code_malformed', { given: '3843' });
  const payee = (siret: string) => line({ payee: { legalType: 'commune', siret, name: 'Commune' } });
  nothing
    .when(payee('20005672500013'))
    .refuses('siret_wrong_key', { given: '20005672500013' }, '/lines/0/payee/siret');
  nothing.when(payee('2000567250001')).refuses('siret_malformed');
  const axes = (changes: object) => line({ axes: { ...resourcesLine.axes, ...changes } });
  nothing.when(axes({ programme: '214' })).refuses('programme_malformed', { given: '214' });
  nothing.when(axes({ activite: '021404DI020' })).refuses('activite_malformed', { given: '021404DI020' });
});

test('a collectivité is known by SIRET, an établissement by UAI', () => {
  nothing
    .when(line({ payee: { legalType: 'commune', name: 'x' } }))
    .refuses('payee_identifier_missing', { legalType: 'commune', wanted: 'siret' });
  const college = { ...resourcesLine, payee: { legalType: 'eple' as const, name: 'x' } };
  nothing
    .when(draft(undefined, { lines: [college] }))
    .refuses('payee_identifier_missing', { legalType: 'eple', wanted: 'uai' });
});

test('scheme, flow, unit, beneficiary, rate and limits are those of the scheme', () => {
  nothing.when(draft(undefined, { scheme: { code: 'none' } })).refuses('scheme_unknown', { scheme: 'none' });
  nothing
    .when(draft(undefined, { scheme: { ...draft().scheme, version: 2 } }))
    .refuses('scheme_unknown', { scheme: draft().scheme.code, version: 2 });
  nothing
    .when(draft(undefined, { on: on('2015-12-31'), scheme: { ...draft().scheme, version: 1 } }))
    .refuses('scheme_not_in_force', { scheme: draft().scheme.code, on: '2015-12-31' });
  new Journey().does(draft(undefined, { on: on('2016-01-01') }));
  nothing
    .when(line({ flow: 'other' }))
    .refuses('flow_unknown', { flow: 'other', scheme: draft().scheme.code });
  nothing
    .when(
      line({
        tranches: [{ id: '2016', label: '2016', allocations: [{ uai: ECOLE, unit: 'eleve', quantity: 1 }] }],
      }),
    )
    .refuses('unit_unknown', { unit: 'eleve', flow: 'equipment' });
  nothing
    .when(line({ payee: { legalType: 'departement', siret: '20005672500019', name: 'x' } }))
    .refuses('beneficiary_type_excluded', {
      legalType: 'departement',
      flow: 'equipment',
      allowed: ['commune', 'epci'],
    });
  nothing
    .when(line({ advanceRate: rate('0.6') }))
    .refuses('stated_advance_rate_differs', { stated: '0.6', ofScheme: '0.5' });
  new Journey().does(line({ advanceRate: rate('0.50') }));
  nothing
    .when(classes(4))
    .refuses('units_per_school_exceeded', { uai: ECOLE, unit: 'classe_mobile', asked: 4, most: 3 });
  new Journey().does(classes(3));
});

test('a school of a line is one of the convention’s, and nothing stands twice', () => {
  nothing.when(draft(undefined, { schools: [] })).refuses('school_unknown', { uai: ECOLE });
  const [school] = draft().schools;
  const [party, commune] = draft().parties;
  nothing
    .when(draft(undefined, { schools: [school!, school!] }))
    .refuses('duplicate', { what: 'school', value: ECOLE });
  nothing
    .when(draft(undefined, { parties: [party!, party!, commune!] }))
    .refuses('duplicate', { what: 'party', value: 'academie' });
  nothing
    .when(draft(undefined, { lines: [resourcesLine, resourcesLine] }))
    .refuses('duplicate', { what: 'line', value: 'resources' });
});

test('a draft is replaced, in the order of dates, until somebody has signed; not in the future', () => {
  const crets = new Journey();
  crets.does(draft());
  crets
    .when(draft(undefined, { on: on('2016-09-30') }))
    .refuses('life_out_of_order', { on: '2016-09-30', last: '2016-10-01' });
  crets.does(draft(undefined, { on: on('2016-10-02') }));
  crets.does(sign('commune'));
  crets.when(draft(undefined, { on: on('2016-10-14') })).refuses('draft_frozen', { signedBy: ['commune'] });
  nothing
    .when(draft(), { recordedOn: '2016-09-30' })
    .refuses('date_in_future', { on: '2016-10-01', today: '2016-09-30' });
  new Journey().does(draft(), { recordedOn: '2016-10-01' });
});

test('a convention that was never drafted takes nothing', () => {
  nothing.when(sign('commune')).refuses('convention_unknown', {});
  expect(new Crets().history.facts.length).toBeGreaterThan(3);
});
