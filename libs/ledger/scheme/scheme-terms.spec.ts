import { day, Euros, rate } from '#kernel';
import { given } from '../../kernel/given.testing.js';
import {
  type PublishScheme,
  schemeDecider,
  type SchemeFlow,
  schemeOfJson,
  type SchemeUnit,
} from './index.js';

/* The terms of a flow, checked when a scheme is saved: each refusal on both sides of its boundary. */

const eur = (text: string) => Euros.of(text);
const unit: SchemeUnit = {
  unit: 'classe_mobile',
  label: 'Classe mobile',
  ceiling: eur('8000.00'),
  rate: rate('0.5'),
  perSchoolMost: 3,
};
const flow: SchemeFlow = {
  flow: 'equipment',
  kind: 'on_expense',
  label: 'Équipements',
  beneficiaryTypes: ['commune'],
  units: [unit],
  advanceRate: rate('0.05'),
};
const publish: PublishScheme = {
  type: 'PublishScheme',
  code: 'essai',
  label: 'Essai',
  legalBasis: 'texte d’essai',
  source: 'source d’essai',
  validFrom: day('2016-01-01'),
  taxBasis: 'TTC',
  rounding: 'down',
  flows: [flow],
};
const publishing = (change: Partial<PublishScheme>) => given(schemeDecider).when({ ...publish, ...change });
const withFlow = (change: Partial<SchemeFlow>) => publishing({ flows: [{ ...flow, ...change }] });
/** Nothing is refused. */
const accepted = (change: Partial<PublishScheme>) => {
  const { type: _, ...scheme } = { ...publish, ...change };
  publishing(change).records({
    fact: { type: 'SchemePublished', data: { ...scheme, version: 1, warnings: [] } },
    effectiveOn: publish.validFrom,
  });
};
const acceptedFlow = (change: Partial<SchemeFlow>) => accepted({ flows: [{ ...flow, ...change }] });

test.each([
  ['expense', 'expenseLeast', 'expenseMost'],
  ['aid', 'aidLeast', 'aidMost'],
] as const)('a cap of %s per school is not below its minimum', (of, least, most) => {
  acceptedFlow({ perSchool: { [least]: eur('3000.00'), [most]: eur('3000.00') } });
  withFlow({ perSchool: { [least]: eur('3000.01'), [most]: eur('3000.00') } }).refuses(
    'scheme_cap_below_minimum',
    { flow: 'equipment', of, least: '3000.01', most: '3000.00' },
    `/flows/0/perSchool/${most}`,
  );
});

test('the least aid of a school is within what its units can give it, where they say how many', () => {
  acceptedFlow({ perSchool: { aidLeast: eur('12000.00') } });
  withFlow({ perSchool: { aidLeast: eur('12000.01') } }).refuses(
    'scheme_cap_below_minimum',
    { flow: 'equipment', of: 'units', least: '12000.01', most: '12000.00' },
    '/flows/0/perSchool/aidLeast',
  );
  const { perSchoolMost: _, ...unlimited } = unit;
  acceptedFlow({ units: [unlimited], perSchool: { aidLeast: eur('12000.01') } });
  const project = { ...unlimited, countedBy: 'expense' as const };
  acceptedFlow({ units: [project], perSchool: { aidLeast: eur('4000.00') } });
  withFlow({ units: [project], perSchool: { aidLeast: eur('4000.01') } }).refuses(
    'scheme_cap_below_minimum',
    { flow: 'equipment', of: 'units', least: '4000.01', most: '4000.00' },
    '/flows/0/perSchool/aidLeast',
  );
});

test('the interim share counts the advance: it is not below it', () => {
  acceptedFlow({ interimShare: rate('0.05') });
  withFlow({ interimShare: rate('0.049999') }).refuses(
    'scheme_interim_below_advance',
    { flow: 'equipment', interim: '0.049999', advance: '0.05' },
    '/flows/0/interimShare',
  );
});

test.each([
  ['0.500001', true],
  ['1', true],
  ['0.5', false],
  ['1.000001', false],
])('a rate of priority education of %s, above the usual 0.5 and at most 1: %s', (priority, admitted) => {
  const units = [{ ...unit, priorityRate: rate(priority) }];
  if (admitted) return acceptedFlow({ units });
  return withFlow({ units }).refuses(
    'scheme_priority_not_higher',
    { flow: 'equipment', unit: 'classe_mobile', rate: '0.5', priority },
    '/flows/0/units/0/priorityRate',
  );
});

test('a flat grant is not counted by expense', () => {
  const grant = { kind: 'flat_grant', advanceRate: rate('1') } as const;
  const whole = { ...unit, rate: rate('1') };
  acceptedFlow({ ...grant, units: [whole] });
  withFlow({ ...grant, units: [{ ...whole, countedBy: 'expense' }] }).refuses(
    'scheme_grant_by_expense',
    { flow: 'equipment', unit: 'classe_mobile' },
    '/flows/0/units/0/countedBy',
  );
});

test('the State and its co-funders never pay more than the expense, in priority education either', () => {
  const cofunder = (share: string) => ({
    funder: 'departement' as const,
    label: 'Département',
    rate: rate(share),
  });
  acceptedFlow({ cofunders: [cofunder('0.1'), cofunder('0.4')] });
  withFlow({ cofunders: [cofunder('0.1'), cofunder('0.400001')] }).refuses(
    'scheme_shares_above_one',
    { flow: 'equipment', total: '1.000001' },
    '/flows/0/cofunders',
  );
  withFlow({ units: [{ ...unit, priorityRate: rate('0.7') }], cofunders: [cofunder('0.4')] }).refuses(
    'scheme_shares_above_one',
    { flow: 'equipment', total: '1.1' },
    '/flows/0/cofunders',
  );
});

test('each category of expense is borne once, and what the collectivité bears is eligible nowhere', () => {
  const matrix = [
    { category: 'equipment', bornBy: 'shared' },
    { category: 'maintenance', bornBy: 'collectivite' },
  ] as const;
  accepted({ expenseMatrix: [...matrix], flows: [{ ...flow, eligibleCategories: ['equipment'] }] });
  publishing({ expenseMatrix: [...matrix, matrix[0]] }).refuses(
    'scheme_category_twice',
    { category: 'equipment' },
    '/expenseMatrix/2/category',
  );
  publishing({
    expenseMatrix: [...matrix],
    flows: [{ ...flow, eligibleCategories: ['equipment', 'maintenance'] }],
  }).refuses(
    'scheme_category_not_shared',
    { flow: 'equipment', category: 'maintenance' },
    '/flows/0/eligibleCategories',
  );
});

test('a scheme is read from JSON as a body states it, and a wrong one throws', () => {
  const { type: _, ...scheme } = publish;
  const json: unknown = JSON.parse(JSON.stringify(scheme));
  expect(schemeOfJson(json)).toStrictEqual(publish);
  expect(() => schemeOfJson({ ...(json as object), flows: 'x' })).toThrow('flows');
  expect(() => schemeOfJson({ ...(json as object), version: 1 })).toThrow('version');
});
