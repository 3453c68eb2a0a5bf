import { COLLEGE, COMMUNE, confirm, Crets, IBAN, register } from './crets.testing.js';
import { on } from './journey.testing.js';

const crets = Crets.committed();
const end = (account: string, date: string, lastDay: string) =>
  ({ type: 'EndAccount', on: on(date), account, lastDay: on(lastDay) }) as const;

test('an account is registered for a payee of the convention, in its written form without spaces', () => {
  crets
    .when({ ...register(COMMUNE), iban: 'FR76 3000 1004 19C3 8400 0000 036', bic: 'BDFEFRPPCCT' })
    .records({
      fact: {
        type: 'BankAccountRegistered',
        data: {
          account: 'command-10',
          payee: COMMUNE,
          iban: IBAN,
          bic: 'BDFEFRPPCCT',
          holder: 'TRESORERIE ALLEVARD',
          validFrom: on('2016-01-01'),
        },
      },
      effectiveOn: on('2016-10-14'),
      fiscalYear: 2016,
    });
  crets.fork().does(register(COLLEGE));
  crets.when(register('13001792800016')).refuses('party_unknown', { party: '13001792800016' });
});

test('IBAN and BIC are checked; a valid IBAN with a wrong RIB key is refused', () => {
  const ask = (changes: object) => crets.when({ ...register(COMMUNE), ...changes });
  ask({ iban: 'FR7630001004 1' }).refuses('iban_malformed');
  ask({ iban: 'FR493000100419C384000000037' }).refuses('iban_wrong_rib_key', {
    given: 'FR493000100419C384000000037',
  });
  ask({ bic: 'BDFE' }).refuses('bic_malformed', { given: 'BDFE' });
});

test('a second person confirms', () => {
  const fork = crets.fork();
  const account = fork.does(register(COMMUNE, '2016-10-18'));
  fork
    .when(confirm(account, '2016-10-18'), { by: 'recorder' })
    .refuses('registrar_confirms', { person: 'recorder' });
  fork.fork().does(confirm(account, '2016-10-18'), { by: 'another' });
  fork.does({ type: 'RelaxFourEyes', on: on('2016-10-18'), rule: 'registrar_confirms', reason: 'Effectif' });
  fork.does(confirm(account, '2016-10-18'), { by: 'recorder' });
});

test('what is not registered yet is neither confirmed nor ended', () => {
  const fork = crets.fork();
  const account = fork.does(register(COMMUNE, '2016-10-18'));
  fork.when(confirm('none', '2016-10-18')).refuses('account_not_registered', { account: 'none' });
  fork.when(confirm(account, '2016-10-17')).refuses('account_not_registered', { account });
  fork.when(end(account, '2016-10-17', '2016-10-17')).refuses('account_not_registered', { account });
});

test('an account that was ended is not opened again by another end', () => {
  const fork = crets.fork();
  const account = crets.communeAccount;
  fork.does(end(account, '2016-10-18', '2016-10-20'));
  fork
    .when(end(account, '2016-10-18', '2016-10-21'))
    .refuses('account_not_valid', { account, payee: COMMUNE, on: '2016-10-21' });
  fork.does(end(account, '2016-10-18', '2016-10-19'));
});
