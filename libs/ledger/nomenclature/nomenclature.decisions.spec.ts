import { type Context, day } from '#kernel';
import { given } from '../../kernel/given.testing.js';
import { INSTALLATION_STREAM, type InstallationState } from '../installation/index.js';
import {
  codeOn,
  evolveNomenclature,
  type NomenclatureEntry,
  nomenclatureDecider,
  noNomenclature,
  normalCode,
} from './index.js';

const entry: NomenclatureEntry = {
  axis: 'pce',
  key: 'commune',
  code: '653123',
  validFrom: day('2016-01-01'),
  source: 'texte d’essai',
  fictitious: false,
};
type Change = Partial<NomenclatureEntry>;
const set = (change: Change = {}) =>
  ({
    fact: { type: 'NomenclatureCodeSet', data: { ...entry, ...change } },
    effectiveOn: change.validFrom ?? entry.validFrom,
  }) as const;
const asked = (change: Change = {}) => ({ type: 'SetNomenclatureCode', ...entry, ...change }) as const;
const setting = (change: Change) => given(nomenclatureDecider).when(asked(change));
const settingAgain = (change: Change) => given(nomenclatureDecider, set()).when(asked(change));

test('a code is set from a day', () => {
  setting({}).records(set());
});

test.each<[change: Change, malformed: string]>([
  [{ axis: 'pce', code: '653123' }, ''],
  [{ axis: 'pce', code: '6531230000' }, ''],
  [{ axis: 'pce', code: '6531230001' }, 'pce_malformed'],
  [{ axis: 'pce', code: '65312' }, 'pce_malformed'],
  [{ axis: 'pce', code: '6531231' }, 'pce_malformed'],
  [{ axis: 'pce', code: '653 123' }, 'pce_malformed'],
  [{ axis: 'groupe_marchandises', code: '10.03.01' }, ''],
  [{ axis: 'groupe_marchandises', code: '10.03.1' }, 'groupe_marchandises_malformed'],
  [{ axis: 'groupe_marchandises', code: '100301' }, 'groupe_marchandises_malformed'],
  [{ axis: 'groupe_marchandises', code: '10.03.011' }, 'groupe_marchandises_malformed'],
  [{ axis: 'activite', key: 'equipment', code: '021404DI0205' }, ''],
  [{ axis: 'activite', key: 'equipment', code: '021404DI020' }, 'activite_malformed'],
  [{ axis: 'activite', key: 'equipment', code: '021404DI02055' }, 'activite_malformed'],
  [{ axis: 'activite', key: 'equipment', code: '021404di0205' }, 'activite_malformed'],
])('%p: %s', (change, malformed) => {
  if (malformed) setting(change).refuses(malformed, { given: change.code }, '/code');
  else setting(change).records(set(change));
});

test.each<[axis: NomenclatureEntry['axis'], key: string]>([
  ['pce', 'equipment'],
  ['groupe_marchandises', 'mairie'],
  ['activite', 'commune'],
  ['activite', ''],
])('the axis %s has no key %p', (axis, key) => {
  setting({ axis, key }).refuses('nomenclature_key_unknown', { axis, key }, '/key');
});

test('a validity does not end before it begins', () => {
  setting({ validUntil: day('2016-01-01') }).records(set({ validUntil: day('2016-01-01') }));
  setting({ validUntil: day('2015-12-31') }).refuses(
    'nomenclature_validity_upside_down',
    { validFrom: '2016-01-01', validUntil: '2015-12-31' },
    '/validUntil',
  );
});

test('a new code supersedes the one in force from its first day, never from an earlier day than it', () => {
  const later = { code: '653199', validFrom: day('2018-01-01') };
  settingAgain(later).records(set(later));
  const corrected = { code: '653199', validFrom: day('2016-01-01') };
  settingAgain(corrected).records(set(corrected));
  settingAgain({ code: '653199', validFrom: day('2015-12-31') }).refuses(
    'nomenclature_code_not_later',
    { validFrom: '2015-12-31', previousFrom: '2016-01-01' },
    '/validFrom',
  );
  const elsewhere = { key: 'departement', validFrom: day('2015-12-31') };
  settingAgain(elsewhere).records(set(elsewhere));
});

test('an entry that changes nothing is refused, whichever way its code is written', () => {
  const unchanged = { axis: 'pce', key: 'commune', code: '6531230000' };
  settingAgain({ code: '6531230000' }).refuses('nomenclature_code_unchanged', unchanged, '/code');
  for (const change of [{ source: 'autre texte' }, { validUntil: day('2017-12-31') }]) {
    settingAgain(change).records(set(change));
  }
});

const installed = (mode: InstallationState['mode']): Context =>
  new Map([[INSTALLATION_STREAM, mode === undefined ? undefined : { mode, epoch: 1 }]]);

test('a fictitious code is set in a demonstration and nowhere else', () => {
  const fictitious = { code: '999999', fictitious: true };
  const asking = given(nomenclatureDecider);
  asking.when(asked(fictitious), {}, installed('demonstration')).records(set(fictitious));
  for (const mode of ['production', undefined] as const) {
    asking
      .when(asked(fictitious), {}, installed(mode))
      .refuses('nomenclature_fictitious_outside_demonstration', { code: '999999' }, '/fictitious');
  }
});

test('the code on a day is the latest from it; once ended, no older one comes back', () => {
  const entries = [
    set({ code: '000001' }),
    set({ code: '000002', validFrom: day('2017-01-01'), validUntil: day('2017-12-31') }),
    set({ code: '000003', validFrom: day('2018-02-01') }),
    set({ code: '000004', validFrom: day('2018-02-01') }),
    set({ key: 'epci', code: '000005' }),
    set({ axis: 'groupe_marchandises', code: '10.03.01' }),
  ];
  const state = entries.reduce(
    (before, { fact }) => evolveNomenclature(before, { fact } as never),
    noNomenclature,
  );
  const days = [
    '2015-12-31',
    '2016-01-01',
    '2016-12-31',
    '2017-01-01',
    '2017-12-31',
    '2018-01-31',
    '2018-02-01',
  ];
  expect(days.map(on => codeOn(state, 'pce', 'commune', day(on))?.code)).toStrictEqual([
    undefined,
    '000001',
    '000001',
    '000002',
    '000002',
    undefined,
    '000004',
  ]);
  expect(codeOn(state, 'pce', 'epci', day('2018-02-01'))).toStrictEqual(entries[4]!.fact.data);
  expect(codeOn(state, 'pce', 'region', day('2018-02-01'))).toBeUndefined();
});

test('a compte PCE is compared without the zeros of Chorus exports', () => {
  expect(normalCode('pce', '6531230000')).toBe('653123');
  expect(normalCode('pce', '653123')).toBe('653123');
  expect(normalCode('activite', '021404DI0000')).toBe('021404DI0000');
});
