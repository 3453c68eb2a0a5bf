import { Euros, isRefusal, rate } from '#kernel';
import { type Flows, pastedRows, readSchools, tableOf } from './schools.js';

const unit = {
  unit: 'classe_mobile',
  label: 'classe mobile',
  ceiling: Euros.of('8000.00'),
  rate: rate('0.5'),
};
const flows: Flows = [{ flow: 'equipment', units: [unit] }];
const TRANCHES = [
  { id: '2016', label: 'Rentrée 2016' },
  { id: '2017', label: 'Rentrée 2017' },
];
const TITLES = 'UAI\tÉtablissement\tCommune\tTranche\tNombre : classe_mobile\n';
const read = (rows: string) => readSchools(pastedRows(`${TITLES}${rows}`), flows, TRANCHES);
const granted = { flow: 'equipment', unit: 'classe_mobile' };

test('each school once, with the units it gets; the first tranche where its row names none', () => {
  expect(read(`0382460T\tÉcole du Bourg\tCrêts\t\t2\n0381234A\tÉcole du Lac\tCrêts\t\t0\n`)).toEqual({
    schools: [
      expect.objectContaining({ uai: '0382460T', name: 'École du Bourg' }),
      expect.objectContaining({ uai: '0381234A' }),
    ],
    granted: [{ ...granted, uai: '0382460T', tranche: '2016', quantity: 2 }],
  });
});

test('a school in two tranches is one school: by the name of the tranche, or by its label', () => {
  expect(read(`0382460T\tÉcole\tCrêts\t2016\t2\n0382460T\t\t\tRentrée 2017\t3\n`)).toEqual({
    schools: [{ uai: '0382460T', name: 'École', commune: 'Crêts' }],
    granted: [
      { ...granted, uai: '0382460T', tranche: '2016', quantity: 2 },
      { ...granted, uai: '0382460T', tranche: '2017', quantity: 3 },
    ],
  });
});

test('a school that stands twice in a tranche is refused by its UAI: which of its lines counts is not guessed', () => {
  expect(read(`0382460T\tÉcole\tCrêts\t\t2\n0382460T\tÉcole\tCrêts\t2016\t1\n`)).toMatchObject({
    code: 'school_twice',
    details: { uai: '0382460T' },
  });
});

test('and so is one whose lines say two different things of it', () => {
  expect(read(`0382460T\tÉcole\tCrêts\t2016\t2\n0382460T\tÉcole\tAilleurs\t2017\t1\n`)).toMatchObject({
    code: 'school_twice',
  });
});

test('a tranche that the form does not name is refused, with those that it names', () => {
  expect(read(`0382460T\tÉcole\tCrêts\t2018\t2\n`)).toMatchObject({
    code: 'sheet_tranche_unknown',
    details: { tranche: '2018', known: ['2016', '2017'] },
  });
});

test('a count, a planned expense and priority education stand in columns of their own', () => {
  const entitled: Flows = [
    { flow: 'equipment', units: [{ unit: 'poste', entitlement: { per: 'classe', each: 4 } }] },
    { flow: 'infrastructure', units: [{ unit: 'projet', countedBy: 'expense' }] },
  ];
  const rows = pastedRows(
    'UAI\tÉtablissement\tÉducation prioritaire\tNombre : poste\tDécompte : poste\tDépense prévue : projet\n0382460T\tÉcole\toui\t8\t2\t12 000,50',
  );
  const found = readSchools(rows, entitled, TRANCHES);
  expect(found).toEqual({
    schools: [{ uai: '0382460T', name: 'École', priorityEducation: true }],
    granted: [
      { flow: 'equipment', tranche: '2016', uai: '0382460T', unit: 'poste', quantity: 8, count: 2 },
      {
        flow: 'infrastructure',
        tranche: '2016',
        uai: '0382460T',
        unit: 'projet',
        quantity: 1,
        expense: '12000.50',
      },
    ],
  });
});

test('the table of a draft reads again as the same', () => {
  const found = read(`0382460T\tÉcole\tCrêts\t2016\t2\n0382460T\t\t\t2017\t3\n`);
  if (isRefusal(found)) throw new Error(found.code);
  const again = readSchools(pastedRows(tableOf(found.schools, found.granted, flows)), flows, TRANCHES);
  expect(again).toEqual(found);
});
