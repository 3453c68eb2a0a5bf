import { COMMUNE, confirm, Crets, ECOLE, expense, IBAN, register } from './crets.testing.js';
import { stateAt } from './history.js';
import { on } from './journey.testing.js';
import { SIRET } from './plans.testing.js';

const change = (date: string, changes: object = {}) =>
  ({
    type: 'ChangeParty',
    on: on(date),
    party: 'commune',
    name: 'Commune nouvelle',
    siret: SIRET,
    reason: 'Fusion',
    ...changes,
  }) as const;
const payeeOn = (crets: Crets, date: string) => stateAt(crets.history, on(date)).lines[0]!.payee;

describe('a commune that merges stays the same party', () => {
  test('under its new name and SIRET from that day; a past day shows what was true then', () => {
    const crets = Crets.advanced();
    crets.does(change('2017-01-01'));
    expect(payeeOn(crets, '2016-12-31')).toMatchObject({
      siret: COMMUNE,
      name: 'Commune de Crêts en Belledonne',
    });
    expect(payeeOn(crets, '2017-01-01')).toMatchObject({ siret: SIRET, name: 'Commune nouvelle' });
    const parties = stateAt(crets.history, on('2017-01-01')).draft!.parties;
    expect(parties[1]).toMatchObject({ id: 'commune', siret: SIRET, name: 'Commune nouvelle' });
    expect(crets.balance()).toMatchObject({ maximum: '4000.00', paid: '2000.00' });
  });

  test('is paid on an account of its new SIRET, and no more on the old one', () => {
    const crets = Crets.advanced();
    crets.does(change('2017-01-01'));
    crets.certifies('2017-03-10', [expense('8000.00')]);
    const details = { account: crets.communeAccount, payee: SIRET, on: '2017-03-14' };
    crets.when(crets.request('balance', '2017-03-14')).refuses('account_not_of_payee', details);
    crets.when(register(COMMUNE, '2017-03-14')).refuses('party_unknown', { party: COMMUNE });
    const account = crets.does({ ...register(SIRET, '2017-03-14'), iban: IBAN });
    crets.does(confirm(account, '2017-03-14'));
    crets.does(crets.request('balance', '2017-03-14', undefined, { account }));
  });

  test('a request that waits on the old account is executed or withdrawn first', () => {
    const crets = Crets.committed();
    const payment = crets.does(crets.request('advance', '2016-12-20'));
    crets.when(change('2017-01-01')).refuses('payment_waits_for_payee', { payment }, '/siret');
    crets.fork().does(change('2017-01-01', { siret: undefined }));
    crets.does({ type: 'CancelPayment', on: on('2016-12-28'), payment, reason: 'Fusion' });
    crets.does(change('2017-01-01'));
  });

  test('also recorded late, before other acts; what was paid since is flagged, never undone', () => {
    const crets = Crets.advanced();
    crets.does({ type: 'NotifyTermination', on: on('2017-03-01'), party: 'commune' });
    crets.does(change('2017-01-01'), { recordedOn: '2017-03-02' });
    expect(payeeOn(crets, '2017-01-01').siret).toBe(SIRET);
  });

  test.each<[string, object, string]>([
    ['nobody', { party: 'maire' }, 'party_unknown'],
    ['a SIRET of a wrong key', { siret: '99000210700012' }, 'siret_wrong_key'],
    [
      'nothing that changes',
      { name: 'Commune de Crêts en Belledonne', siret: COMMUNE },
      'identity_unchanged',
    ],
    ['a day to come', { on: on('2017-02-02') }, 'date_in_future'],
  ])('%s is refused', (_, changes, code) => {
    Crets.advanced().when(change('2017-01-01', changes), { recordedOn: '2017-02-01' }).refuses(code);
  });

  test('recorded by mistake, it is reversed, unless an account of the new SIRET rests on it', () => {
    const crets = Crets.advanced();
    crets.does(change('2017-01-01'));
    const entry = crets.lastEntry('PartyChanged');
    const reverse = { type: 'ReverseEntry', on: on('2017-02-01'), entry, motive: 'Autre commune' } as const;
    const fork = crets.fork();
    fork.does(reverse);
    expect(payeeOn(fork, '2017-02-01').siret).toBe(COMMUNE);
    crets.does(register(SIRET, '2017-01-20'));
    const successor = crets.lastEntry('BankAccountRegistered');
    crets.when(reverse).refuses('entry_has_successor', { entry, successor });
  });
});

describe('an établissement whose commune or INSEE code changes', () => {
  const school = { uai: ECOLE, name: `École ${ECOLE}`, commune: 'Haut-Val', inseeCode: '38439' };
  const changed = (changes: object = {}) =>
    ({ type: 'ChangeSchool', on: on('2017-01-01'), school: { ...school, ...changes }, reason: 'x' }) as const;

  test('keeps its UAI; a past day shows what was true then', () => {
    const crets = new Crets();
    crets.does(changed());
    const shown = (date: string) => stateAt(crets.history, on(date)).schools[ECOLE]!.commune;
    expect([shown('2016-12-31'), shown('2017-01-01')]).toEqual([undefined, 'Haut-Val']);
    crets.when(changed()).refuses('identity_unchanged', { of: `École ${ECOLE}` });
  });

  test('is one of the convention, and its codes are well formed', () => {
    new Crets().when(changed({ uai: '0387101M' })).refuses('school_unknown', { uai: '0387101M' });
    new Crets().when(changed({ inseeCode: '3843' })).refuses('insee_code_malformed', { given: '3843' });
  });
});
