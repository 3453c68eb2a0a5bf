import { COLLEGE, draft, ECOLE, equipmentLine, resourcesLine } from './crets.testing.js';
import { Journey, on } from './journey.testing.js';

/* Who is paid, for how many units, on which codes: what the lines of a draft may ask for. */

const nothing = new Journey();
const lines = (...asked: ReturnType<typeof equipmentLine>[]) => draft(undefined, { lines: asked });
const equipment = equipmentLine([[ECOLE, 1]]);

test('a collectivité is paid that is a beneficiary of the convention', () => {
  const siret = '55204486200019';
  nothing
    .when(lines({ ...equipment, payee: { ...equipment.payee, siret } }))
    .refuses('payee_not_beneficiary', { payee: siret }, '/lines/0/payee/siret');
  new Journey().does(lines(equipment));
});

test('a grant goes to the reference collège of the school, or to the établissement itself', () => {
  const paidTo = (uai: string) => lines({ ...resourcesLine, payee: { ...resourcesLine.payee, uai } });
  nothing
    .when(paidTo('0380001V'))
    .refuses('payee_not_reference_college', { payee: '0380001V', college: COLLEGE, uai: ECOLE });
  new Journey().does(paidTo(COLLEGE));
  new Journey().does(paidTo(ECOLE));
});

test('every allocation asks for one unit at least', () => {
  nothing
    .when(lines(equipmentLine([[ECOLE, 0]])))
    .refuses('quantity_missing', { uai: ECOLE, unit: 'classe_mobile' });
});

test('the most that a school may be granted counts all lines of the flow', () => {
  const line = (id: string, quantity: number) => ({ ...equipmentLine([[ECOLE, quantity]]), id });
  nothing
    .when(lines(line('a', 2), line('b', 2)))
    .refuses('units_per_school_exceeded', { uai: ECOLE, unit: 'classe_mobile', asked: 4, most: 3 });
  new Journey().does(lines(line('a', 2), line('b', 1)));
});

test('a typed activité is that of the flow', () => {
  const axes = (activite: string) => lines({ ...equipment, axes: { ...equipment.axes, activite } });
  nothing
    .when(axes('021404DI9999'))
    .refuses(
      'activite_not_of_flow',
      { given: '021404DI9999', expected: '021404DI0205', flow: 'equipment' },
      '/lines/0/axes/activite',
    );
  new Journey().does(axes('021404DI0205'));
});

test('somebody is there to be paid, and a deployment does not end before it begins', () => {
  const [academie, commune] = draft().parties;
  nothing
    .when(draft(undefined, { parties: [academie!, { ...commune!, role: 'other' }] }))
    .refuses('beneficiary_missing', {});
  const deployed = (from: string, until: string) =>
    draft(undefined, { deployment: { from: on(from), until: on(until) } });
  nothing
    .when(deployed('2016-11-10', '2016-11-09'))
    .refuses('deployment_upside_down', { from: '2016-11-10', until: '2016-11-09' });
  new Journey().does(deployed('2016-11-10', '2016-11-10'));
});
