import { Euros, rate } from '#kernel';
import { pastedRows, readSchools } from './schools.js';

const unit = {
  unit: 'classe_mobile',
  label: 'classe mobile',
  ceiling: Euros.of('8000.00'),
  rate: rate('0.5'),
};
const flows: Parameters<typeof readSchools>[1] = [{ flow: 'equipment', units: [unit] }];
const TITLES = 'UAI\tÉtablissement\tCommune\tNombre : classe_mobile\n';

test('each school once, with the units it gets', () => {
  const rows = pastedRows(`${TITLES}0382460T\tÉcole du Bourg\tCrêts\t2\n0381234A\tÉcole du Lac\tCrêts\t0\n`);
  expect(readSchools(rows, flows)).toEqual({
    schools: [
      expect.objectContaining({ uai: '0382460T', name: 'École du Bourg' }),
      expect.objectContaining({ uai: '0381234A' }),
    ],
    allocations: new Map([['equipment', [{ uai: '0382460T', unit: 'classe_mobile', quantity: 2 }]]]),
  });
});

test('a school that stands twice is refused by its UAI: which of its lines counts is not guessed', () => {
  const rows = pastedRows(`${TITLES}0382460T\tÉcole\tCrêts\t2\n0382460T\tÉcole\tCrêts\t1\n`);
  expect(readSchools(rows, flows)).toMatchObject({ code: 'school_twice', details: { uai: '0382460T' } });
});
